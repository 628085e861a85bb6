import { expect, test } from 'vitest';
import { competitor, skillBoard } from '../testing/world';
import type { PeopleBoard } from './board';
import { entriesFound, entriesOf, membersFound, ofCompetitor, ofMember, peopleFound, skillsOf, standingOf, type Boards } from './people';

const abai = { en: 'Abai Region', ru: 'Абайская область', kk: 'Абай облысы' };

function board(number: string, rows: Parameters<typeof skillBoard>[0]) {
  const made = skillBoard(rows);
  return { ...made, head: { ...made.head, number, members: { abai } } };
}

const boards: Boards = new Map([
  ['welding', board('10', { a: competitor(2, '30.00', { member: 'abai' }), b: competitor(1, '40.00') })],
  ['bakery', board('9', { c: competitor(null, null, { member: 'abai', name: 'Әсел', name_latin: 'Asel' }) })],
]);

const number = (text: string) => ({ number: text, name: abai });
const people: PeopleBoard = {
  kind: 'people',
  head: { championship: 'wsk2024', name: abai, members: { abai }, skills: { welding: number('10'), bakery: number('9') } },
  rows: Object.fromEntries(
    [...boards].flatMap(([skill, { rows }]) =>
      Object.entries(rows).map(([competitor, { name, name_latin, member }]) => [
        `${skill}/${competitor}`,
        { skill, competitor, name, name_latin, member },
      ]),
    ),
  ),
};

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
  expect(peopleFound(people, query, 10).map(({ competitor }) => competitor)).toEqual(found);
});

test('no more are found than asked for', () => {
  expect(peopleFound(people, 'abai', 1)).toHaveLength(1);
});

test('members are found by a name in any language', () => {
  expect(membersFound({ abai }, 'облысы')).toEqual(['abai']);
  expect(membersFound({ abai }, ' ')).toEqual([]);
});

test('a page reads the boards of those whom it is about and no other', () => {
  expect(skillsOf(people, ({ competitor }) => competitor === 'c')).toEqual(['bakery']);
  expect(skillsOf(people, ({ member }) => member === 'abai').sort()).toEqual(['bakery', 'welding']);
  expect(skillsOf(people, ({ member }) => member === 'atlantis')).toEqual([]);
});

test('those found stand as the boards of their skills say, which may not be here yet', () => {
  const found = peopleFound(people, 'abai', 10);

  expect(standingOf(found, boards).map(({ id, row }) => [id, row.place])).toEqual([['c', null], ['a', 2]]);
  expect(standingOf(found, new Map([...boards].slice(0, 1))).map(({ id }) => id)).toEqual(['a']);
});

test('of boards that are here, those meant are found with how they stand', () => {
  expect(entriesFound(boards, 'әсел', 10).map(({ id }) => id)).toEqual(['c']);
  expect(entriesFound(boards, 'abai', 1)).toHaveLength(1);
  expect(entriesFound(boards, ' ', 10)).toEqual([]);
});
