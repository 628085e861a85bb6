import { expect, test } from 'vitest';
import { competitor, skillBoard } from '../testing/world';
import { boardAt, stepsTo, timelineFrom, type Timeline } from './timeline';

const at = (place: number | null, total: string, criteria = {}) => ({ place, total, marked: '10.00', criteria });
const timeline: Timeline = {
  points: [
    { at_ms: 1, rows: { a: at(1, '5.00', { A: '5.00' }), b: at(2, '4.00', { A: '4.00' }) } },
    { at_ms: 2, rows: { a: at(2, '5.00', { A: '5.00' }), b: at(1, '6.00', { A: '4.00', B: '2.00' }) } },
  ],
};

test('the board at a moment has its totals and places, and nothing of today', () => {
  const now = skillBoard({ a: competitor(2, '50.00', { reach: [1, 2] }), c: competitor(1, '60.00') });
  const then = boardAt(now, timeline.points[0]!);
  expect(then.rows).toMatchObject({ a: { place: 1, total: '5.00', reach: null }, c: { place: null, total: null } });
});

test('who overtook comes first, with the criteria that did it', () => {
  const steps = stepsTo(timeline, 1).map(({ competitor, criteria }) => [competitor, criteria]);
  expect(steps).toEqual([
    ['b', ['B']],
    ['a', []],
  ]);
});

test('before the first moment nobody stood anywhere', () => {
  expect(stepsTo(timeline, 0).map(({ competitor, was }) => [competitor, was])).toEqual([
    ['a', null],
    ['b', null],
  ]);
  expect(stepsTo(timeline, 9)).toEqual([]);
});

test('each point says what changed; added up they are the boards', () => {
  const [a, b, gone] = [at(1, '5.00'), at(2, '4.00'), { place: null, total: null, marked: null }];
  const read = timelineFrom({ points: [{ at_ms: 1, rows: { a } }, { at_ms: 2, rows: { b } }, { at_ms: 3, rows: { a: gone } }] });
  expect(read?.points.map(({ rows }) => rows)).toEqual([{ a }, { a, b }, { a: gone, b }]);
});

test('only what has points is a timeline', () => {
  expect(timelineFrom({ points: [] })).toEqual({ points: [] });
  for (const other of [null, 'points', {}, { points: 1 }]) expect(timelineFrom(other)).toBeNull();
});
