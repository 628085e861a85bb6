import { beforeEach, expect, test } from 'vitest';
import { FakeFrames } from '../testing/frames';
import { endTurns, giveWay, inTurn, isAllShown, outOfTurn } from './turns';

let frames: FakeFrames;
let shown: number[];
const rows = Array.from({ length: 20 }, (_, at) => ({ at }));

beforeEach(() => {
  frames = new FakeFrames();
  endTurns(); // of the test before
  shown = [];
});

const ask = () => rows.forEach((row) => inTurn(row, () => shown.push(row.at)));
const range = (from: number, to: number) => rows.slice(from, to).map((row) => row.at);

test('the frame in which rows set off is theirs; from then on six have their turn in each', () => {
  ask();

  expect(frames.asked).toBe(1);
  const after_each = [0, 1, 2, 3].map(() => {
    frames.draw();
    return shown.length;
  });
  expect(after_each).toEqual([0, 6, 12, 18]);
  frames.draw();
  expect(shown).toEqual(range(0, 20));
  expect([isAllShown(), frames.asked]).toEqual([true, 0]);
});

test('who asks again keeps the turn, and only the last act counts', () => {
  ask();
  frames.draw();
  frames.draw();

  inTurn(rows[0] as object, () => shown.push(100));
  inTurn(rows[10] as object, () => shown.push(110));
  for (let at = 0; at < 4; at += 1) frames.draw();

  expect(shown).toEqual([...range(0, 10), 110, ...range(11, 20), 100]);
});

test('who has left has no turn', () => {
  ask();

  outOfTurn(rows[3] as object);
  frames.draw();
  frames.draw();

  expect(shown).toEqual([0, 1, 2, 4, 5, 6]);
});

test('rows that set off have a frame for themselves, but not every one', () => {
  ask();
  frames.draw();

  const after_each = [0, 1, 2, 3, 4].map(() => {
    giveWay();
    frames.draw();
    return shown.length;
  });

  expect(after_each).toEqual([0, 6, 6, 12, 12]);
  expect(frames.asked).toBe(1);
});

test('a page that is not looked at lets nobody wait for a frame', () => {
  ask();

  endTurns();

  expect(shown).toEqual(range(0, 20));
  expect(frames.asked).toBe(0);
});

test('a page that is left while nobody waits any more lets the next ones wait again', () => {
  ask();
  rows.forEach(outOfTurn);
  endTurns();

  ask();
  frames.draw();
  frames.draw();

  expect(shown).toEqual(range(0, 6));
});

test('after all have had their turn the next ones begin anew', () => {
  ask();
  endTurns();

  ask();
  frames.draw();
  frames.draw();

  expect(shown).toEqual([...range(0, 20), ...range(0, 6)]);
});
