import { expect, test } from 'vitest';
import type { Medal, MemberStanding, ResultsBoard, ResultsGroup, ResultsRow } from './board';
import { medalsBySkill, membersOf, valueOf } from './results';

const name = { en: 'Welding', ru: 'Сварка', kk: 'Дәнекерлеу' };

function row(skill: string, place: number, medal: Medal | null, more: Partial<ResultsRow> = {}): ResultsRow {
  const named = { name: 'Асқар', name_latin: 'Asqar', member: 'abai', group: null };
  return { skill, place, medal, total: '50.00', scale: 740, ...named, ...more };
}

function standing(member: string, points: number): MemberStanding {
  const persons = { gold: 1, silver: 0, bronze: 0, medallion: 2 };
  return { member, points, average_points: '1.50', scale_total: 1400, scale_average: '700.00', skills: 2, persons };
}

const group: ResultsGroup = {
  members: [standing('abai', 6), standing('aktobe', 9)],
  team_tables: {
    points: [
      { place: 1, member: 'aktobe' },
      { place: 2, member: 'abai' },
    ],
    average_points: [],
    scale_total: [],
    scale_average: [],
    alphabetical: [
      { place: null, member: 'abai' },
      { place: null, member: 'gone' },
    ],
  },
  best_of_member: [],
  overall_best: [],
};

const board: ResultsBoard = {
  kind: 'results',
  head: {
    name,
    state: 'final',
    medallion_label: null,
    members: {},
    skills: { b: { number: '9', name, is_final: true }, a: { number: '10', name, is_final: true } },
    groups: { '': group },
  },
  rows: {
    'a/1': row('a', 1, 'silver'),
    'a/2': row('a', 1, 'gold'),
    'a/3': row('a', 4, 'medallion'),
    'b/1': row('b', 1, 'gold'),
    'b/2': row('b', 2, null),
    'b/3': row('b', 1, 'gold', { group: 'juniors' }),
  },
};

test('skills come by number, their medals gold first', () => {
  const told = medalsBySkill(board, '').map(({ skill, medallists }) => [skill, medallists.map(([id]) => id)]);

  expect(told).toEqual([
    ['b', ['b/1']],
    ['a', ['a/2', 'a/1']],
  ]);
});

test('an age group has medals of its own', () => {
  expect(medalsBySkill(board, 'juniors').map(({ medallists }) => medallists.map(([id]) => id))).toEqual([['b/3']]);
});

test('members stand as the table says; who is not known is left out', () => {
  expect(membersOf(group, 'points').map((line) => [line.place, line.standing.member])).toEqual([
    [1, 'aktobe'],
    [2, 'abai'],
  ]);
  expect(membersOf(group, 'alphabetical').map((line) => line.standing.member)).toEqual(['abai']);
});

test('a table shows what it ranks by', () => {
  const one = standing('abai', 6);

  expect([valueOf(one, 'points'), valueOf(one, 'scale_average'), valueOf(one, 'alphabetical')]).toEqual(['6', '700.00', '']);
});
