import { expect, test } from 'vitest';
import { cell, entry, item } from '../../testing/marking';
import type { Item } from './outbox';
import { isTold, KEPT_MAX, KEPT_MS, outlived } from './tidy';
import type { Cell, Outcome } from './wire';

const NOW_MS = 10 * KEPT_MS;
const HOUR_MS = 3_600_000;

function done(outcome: Outcome, changes: Partial<Item> = {}): Item {
  return item({ phase: 'done', offset: 7, outcomes: [{ aspect: 'A1.1', outcome, revision: 1 }], ...changes });
}

const told = (one: Item, changes: Partial<Cell> | undefined) => isTold(one, () => (changes ? cell(changes) : undefined));

test('what was settled a day ago has outlived, what is unsettled or refused never does', () => {
  const old = { settled_ms: NOW_MS - KEPT_MS - 1 };
  const items = [
    done('counted', { ...old, order: 1 }), done('counted', { order: 2, settled_ms: NOW_MS - HOUR_MS }),
    ...(['held', 'trying', 'logged', 'refused'] as const).map((phase, at) => item({ ...old, made_ms: 0, order: 3 + at, phase })),
  ];

  expect(outlived(items, NOW_MS).map((one) => one.order)).toEqual([1]);
});

test('of more than are kept the oldest have outlived, but nothing of the last minutes', () => {
  const at = (count: number, settled_ms: number) => Array.from({ length: count }, (_, order) => done('counted', { order, settled_ms: settled_ms + order }));

  expect(outlived(at(KEPT_MAX + 2, NOW_MS - HOUR_MS), NOW_MS).map((one) => one.order).sort()).toEqual([0, 1]);
  expect(outlived(at(KEPT_MAX + 2, NOW_MS - 60_000), NOW_MS)).toEqual([]);
});

test('an item of an earlier version of the page, which knew no such time, is as old as its entry', () => {
  expect(outlived([done('counted', { made_ms: 0 })], NOW_MS)).toHaveLength(1);
});

test('a mark is told by the cell once the cell has its revision; without a cell it stays', () => {
  expect([told(done('counted'), undefined), told(done('counted'), { revision: 0 })]).toEqual([false, false]);
  expect([told(done('counted'), { revision: 1 }), told(done('counted'), { revision: 2 })]).toEqual([true, true]);
});

test('one voice of a panel is told when the panel has spoken', () => {
  expect([told(done('waiting', { outcomes: [{ aspect: 'A1.1', outcome: 'waiting', revision: 0 }] }), { revision: 0 })]).toEqual([false]);
  expect(told(done('waiting', { outcomes: [{ aspect: 'A1.1', outcome: 'waiting', revision: 0 }] }), { revision: 1 })).toBe(true);
});

test('an entry that was set aside stays until it is decided', () => {
  const aside = { submission: 'id-1', by: 'e-1', at_ms: 0 };

  expect([told(done('set_aside'), { revision: 1, set_aside: [aside] }), told(done('set_aside'), { revision: 1 })]).toEqual([false, true]);
});

test('a remark is told once it is on the record', () => {
  const noted = done('noted', { entries: [{ aspect: 'A1.1', based_on: 0, comment: 'a scratch' }] });
  const remark = { comment: 'a scratch', photos: [], by: 'e-1', at_ms: 0, submission: 'id-1' };

  expect([told(noted, { revision: 1 }), told(noted, { remarks: [remark] })]).toEqual([false, true]);
});

test('nothing that was refused, or has no answer, is told by anything', () => {
  const all = { revision: 9 };

  expect([told(done('refused'), all), told(item({ phase: 'refused' }), all), told(item({ phase: 'logged' }), all)]).toEqual([false, false, false]);
  expect(told(done('counted', { entries: [entry(), entry({ aspect: 'A1.2' })] }), all)).toBe(false);
});
