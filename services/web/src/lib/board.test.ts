import { expect, test } from 'vitest';
import { competitor, skillBoard } from '../testing/world';
import { applyDelta, hasTotals, isTakenAway, movements, sortedIds, toldReach, type IndexBoard, type SkillBoard } from './board';

const name = { en: 'A', ru: 'А', kk: 'А' };

test('a delta changes the keys it names, adds whole rows and takes away what is gone', () => {
  const board = skillBoard({ a: competitor(1, '10.00'), b: competitor(2, '9.00') });

  const after = applyDelta(board, {
    head: { marked_percent: '38.0' },
    rows: { a: { total: '10.50' }, c: { ...competitor(3, '1.00') } },
    gone: ['b'],
  });

  expect(after.rows).toEqual({ a: competitor(1, '10.50'), c: competitor(3, '1.00') });
  expect(after.head).toEqual({ ...board.head, marked_percent: '38.0' });
});

test('the board before a delta is left as it was, and unchanged rows are the same objects', () => {
  const board = skillBoard({ a: competitor(1, '10.00'), b: competitor(2, '9.00') });

  const after = applyDelta(board, { rows: { a: { total: '10.50' } } }) as SkillBoard;

  expect(board.rows['a']?.total).toBe('10.00');
  expect(after.rows['b']).toBe(board.rows['b']);
  expect(after.head).toBe(board.head);
});

test('an empty delta changes nothing', () => {
  const board = skillBoard({ a: competitor(1, '10.00') });

  expect(applyDelta(board, {})).toEqual(board);
});

test('rows stand by place, shared places by id, and those without a mark last', () => {
  const board = skillBoard({
    d: competitor(null, null),
    c: competitor(1, '10.00'),
    b: competitor(2, '9.00'),
    a: competitor(2, '9.00'),
  });

  expect(sortedIds(board)).toEqual(['c', 'a', 'b', 'd']);
});

test('championships stand in the given order', () => {
  const row = (order: number) => ({ order, name, skills: 1, competitors: 5 });
  const board: IndexBoard = { kind: 'index', head: {}, rows: { a: row(2), b: row(1), c: row(1) } };

  expect(sortedIds(board)).toEqual(['b', 'c', 'a']);
});

test('movements tell who gained and who lost places; newcomers have not moved', () => {
  const before = skillBoard({ a: competitor(1, '10.00'), b: competitor(3, '8.00'), c: competitor(null, null) });
  const after = skillBoard({ a: competitor(2, '10.00'), b: competitor(1, '12.00'), c: competitor(3, '1.00') });

  expect(movements(before, after)).toEqual(
    new Map([
      ['a', -1],
      ['b', 2],
    ]),
  );
});

test('a board withdrawn by a delta has no totals, no moves, and stands by id', () => {
  const board = skillBoard({ b: competitor(1, '10.00'), a: competitor(2, '9.00') });
  const withdrawn = { place: null, total: null, marked: null, aspects: null };

  const after = applyDelta(board, {
    head: { policy: 'nothing', state: null, marked_percent: null },
    rows: { a: withdrawn, b: withdrawn },
  }) as SkillBoard;

  expect(hasTotals(board)).toBe(true);
  expect(hasTotals(after)).toBe(false);
  expect(movements(board, after).size).toBe(0);
  expect(sortedIds(after)).toEqual(['a', 'b']);
  expect(after.head.marked_percent).toBeNull();
});

test('one total is enough for a board to have totals; none, or no competitors, is not', () => {
  expect(hasTotals(skillBoard({ a: competitor(null, null), b: competitor(1, '0.00') }))).toBe(true);
  expect(hasTotals(skillBoard({ a: competitor(null, null) }))).toBe(false);
  expect(hasTotals(skillBoard({}))).toBe(false);
});

test('a total, a row or a board that is told no more is taken away; all else is not', () => {
  const before = skillBoard({ a: competitor(1, '10.00'), b: competitor(null, null) });

  expect(isTakenAway(before, skillBoard({ a: competitor(null, null), b: competitor(null, null) }))).toBe(true);
  expect(isTakenAway(before, skillBoard({ a: competitor(1, '10.00') }))).toBe(true);
  expect(isTakenAway(before, null)).toBe(true);
  expect(isTakenAway(before, before)).toBe(false);
  expect(isTakenAway(before, skillBoard({ a: competitor(2, '9.00'), b: competitor(1, '9.50'), c: competitor(null, null) }))).toBe(false);
  expect(isTakenAway(undefined, before)).toBe(false);
  expect(isTakenAway(undefined, null)).toBe(false);
});

test('a row tells which places it can have, unless that is every place', () => {
  const row = { ...competitor(2, '9.00'), reach: [1, 4] as const };

  expect(toldReach(row, 5)).toEqual([1, 4]);
  expect(toldReach(row, 4)).toBeNull();
  expect(toldReach({ ...row, place: null }, 5)).toBeNull();
  expect(toldReach({ ...row, reach: null }, 5)).toBeNull();
});
