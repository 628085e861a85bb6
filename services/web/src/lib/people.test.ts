import { expect, test } from 'vitest';
import { competitor, skillBoard } from '../testing/world';
import { entriesOf, membersFound, ofCompetitor, ofMember, peopleFound, type Boards } from './people';

const abai = { en: 'Abai Region', ru: 'Абайская область', kk: 'Абай облысы' };

function board(number: string, rows: Parameters<typeof skillBoard>[0]) {
  const made = skillBoard(rows);
  return { ...made, head: { ...made.head, number, members: { abai } } };
}

const boards: Boards = new Map([
  ['welding', board('10', { a: competitor(2, '30.00', { member: 'abai' }), b: competitor(1, '40.00') })],
  ['bakery', board('9', { c: competitor(null, null, { member: 'abai', name: 'Әсел', name_latin: 'Asel' }) })],
]);

test('people stand in the order of the numbers of their skills', () => {
  expect(entriesOf(boards).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});

test('the best places of a member come first, those without a place last', () => {
  expect(ofMember(boards, 'abai').map(({ id, skill }) => [id, skill])).toEqual([
    ['a', 'welding'],
    ['c', 'bakery'],
  ]);
});

test('a competitor is found by id', () => {
  expect(ofCompetitor(boards, 'c').map(({ skill }) => skill)).toEqual(['bakery']);
  expect(ofCompetitor(boards, 'nobody')).toEqual([]);
});

test.each([
  ['әсел', ['c']],
  ['ASEL', ['c']],
  ['абайская', ['c', 'a']],
  ['', []],
  ['zzz', []],
])('“%s” finds %j', (query, found) => {
  expect(peopleFound(boards, query, 10).map(({ id }) => id)).toEqual(found);
});

test('no more are found than asked for', () => {
  expect(peopleFound(boards, 'abai', 1)).toHaveLength(1);
});

test('members are found by a name in any language', () => {
  expect(membersFound({ abai }, 'облысы')).toEqual(['abai']);
  expect(membersFound({ abai }, ' ')).toEqual([]);
});
