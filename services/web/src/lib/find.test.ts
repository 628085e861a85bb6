import { expect, test } from 'vitest';
import type { OverviewRow } from './board';
import { isAmong, skillMatches } from './find';

const row: OverviewRow = {
  order: 1,
  number: '10',
  name: { en: 'Welding', ru: 'Сварка тёмная', kk: 'Дәнекерлеу' },
  competitors: 19,
  marked_percent: '37.5',
  state: 'live',
  leader: { name: 'Асқар Әлімов', name_latin: 'Asqar Alimov', member: 'abai', total: '42.10' },
  leaders: 1,
};
const members = { abai: { en: 'Abai Region', ru: 'Область Абай', kk: 'Абай облысы' } };

test.each(['', ' ', 'weld', 'ДӘНЕК', '10', 'asqar', 'әлімов', 'область аб', 'темная', 'welding abai'])(
  '“%s” finds it',
  (query) => {
    expect(skillMatches(row, members, query)).toBe(true);
  },
);

test.each(['bakery', 'welding astana', '42.10'])('“%s” does not', (query) => {
  expect(skillMatches(row, members, query)).toBe(false);
});

test('a skill of which nothing is published is found by its own names', () => {
  const hidden: OverviewRow = { ...row, marked_percent: null, state: null, leader: null, leaders: 0 };

  expect(skillMatches(hidden, members, 'weld')).toBe(true);
  expect(skillMatches(hidden, members, 'asqar')).toBe(false);
});

test.each([
  ['live', null, true],
  ['frozen', 'live', true],
  ['final', 'ended', true],
  ['provisional', 'ended', true],
  ['frozen', 'ended', false],
  ['live', 'ended', false],
  [null, 'live', false],
] as const)('a skill that is %s is among those chosen as %s: %s', (state, chosen, expected) => {
  expect(isAmong(state, chosen)).toBe(expected);
});
