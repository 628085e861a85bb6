import { describe, expect, it } from 'vitest';
import { languagesOf, planAt, textsIn, turnAt } from './plan';
import type { Plan, ScreenRow } from './wire';

const board: Plan = { type: 'board', board: 'cup/welding' };
const lunch: Plan = { type: 'message', text: { en: 'Lunch', ru: 'Обед', kk: 'Түскі ас' } };
const dark: Plan = { type: 'blackout' };
const row = (more: Partial<ScreenRow> = {}): ScreenRow => ({ name: 'A', groups: ['hall-a'], plan: board, revision: 1, reload: 0, locked: false, ...more });

describe('what a screen shows', () => {
  const schedule = [
    { at_ms: 2_000, groups: ['hall-a'], plan: lunch },
    { at_ms: 3_000, screens: ['s1'], plan: dark },
  ];

  it.each([
    [1_999, board],
    [2_000, lunch],
    [3_000, dark],
  ])('at %d follows the schedule, without anybody telling it', (now_ms, plan) => {
    expect(planAt('s1', row(), schedule, now_ms)).toBe(plan);
  });

  it('is its own plan where the schedule means others', () => {
    expect(planAt('s2', row({ groups: [] }), schedule, 9_000)).toBe(board);
  });

  it('stays as it is while nobody may touch it', () => {
    expect(planAt('s1', row({ locked: true }), schedule, 9_000)).toBe(board);
  });
});

describe('a plan', () => {
  it('speaks the languages it asks for, in that order, or all', () => {
    expect(languagesOf({ languages: ['ru', 'kk', 'ru'] })).toEqual(['ru', 'kk']);
    expect(languagesOf(null)).toEqual(['kk', 'ru', 'en']);
  });
});

describe('a text in several languages', () => {
  it('is written once where two languages agree', () => {
    const names = { kk: 'Абай', ru: 'Абай', en: 'Abai' };
    expect(textsIn(names, ['kk', 'ru', 'en'])).toEqual([{ lang: 'kk', text: 'Абай' }, { lang: 'en', text: 'Abai' }]);
  });

  it('falls back to any language rather than to nothing', () => {
    expect(textsIn({ kk: '', ru: 'Обед', en: '' }, ['en'])).toEqual([{ lang: 'en', text: 'Обед' }]);
    expect(textsIn(undefined, ['en'], 'welding')).toEqual([{ lang: 'en', text: 'welding' }]);
    expect(textsIn(undefined, ['en'])).toEqual([]);
  });
});

it('takes turns by the clock, so that screens side by side agree', () => {
  expect([0, 9_999, 10_000, 20_000, 30_000].map((now_ms) => turnAt(now_ms, 10, 3))).toEqual([0, 0, 1, 2, 0]);
  expect(turnAt(5_000, 10, 0)).toBe(0);
});
