import { expect, test } from 'vitest';
import { FakeClock } from '../testing/world';
import { OwnTask } from './own-task';

function shown() {
  const clock = new FakeClock();
  const seen: number[] = [];
  return { clock, seen, own: new OwnTask<number>(clock, (value) => seen.push(value)) };
}

test('the first value is shown at once, the next one in a task of its own', () => {
  const { clock, seen, own } = shown();

  own.put(1);
  own.put(2);
  expect(seen).toEqual([1]);
  clock.pass(0);

  expect(seen).toEqual([1, 2]);
});

test('of two values that come before the task only the last is shown', () => {
  const { clock, seen, own } = shown();
  own.put(1);

  own.put(2);
  own.put(3);
  clock.pass(0);

  expect(seen).toEqual([1, 3]);
});

test('whoever has stopped is shown nothing more', () => {
  const { clock, seen, own } = shown();
  own.put(1);
  own.put(2);

  own.stop();
  clock.pass(0);

  expect([seen, clock.waiting]).toEqual([[1], 0]);
});
