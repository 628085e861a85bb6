import { expect, it } from 'vitest';
import { groupsIn, groupsOf, healthOf, spreadOf } from './reports';
import type { ScreenReport } from './wire';

const screen = (more: Partial<ScreenReport> = {}): ScreenReport => ({
  screen: 's1', name: 'A', groups: ['hall-a'], plan: null, revision: 4, locked: false,
  seen_ms: 100_000, plan_revision: 4, painted: {}, is_stale: false, size: [1920, 1080], ...more,
});

it.each([
  ['right', {}],
  ['behind', { plan_revision: 3 }],
  ['stale', { is_stale: true }],
  ['silent', { seen_ms: 70_000 }],
  ['never', { seen_ms: null }],
] as const)('calls a screen %s after %o', (health, more) => {
  expect(healthOf(screen(more), 101_000)).toBe(health);
});

it('puts boards that are not everywhere yet first', () => {
  const boards = { 'cup/a': { epoch: 'e', version: 5, on: 2, of: 2 }, 'cup/b': { epoch: 'e', version: 812, on: 13, of: 14 } };
  expect(spreadOf({ screens: [], boards })).toEqual([
    { board: 'cup/b', version: 812, on: 13, of: 14 },
    { board: 'cup/a', version: 5, on: 2, of: 2 },
  ]);
});

it('reads groups as people write them', () => {
  expect(groupsIn(' hall-a, stage ,, hall-a')).toEqual(['hall-a', 'stage']);
  expect(groupsOf([screen(), screen({ groups: ['stage', 'hall-a'] })])).toEqual(['hall-a', 'stage']);
});
