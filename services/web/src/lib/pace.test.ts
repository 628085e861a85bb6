import { expect, test } from 'vitest';
import { FakeClock } from '../testing/world';
import { Pace } from './pace';

function paced() {
  const clock = new FakeClock();
  const shown: number[] = [];
  return { clock, shown, pace: new Pace<number>(clock, 200, (value) => shown.push(value)) };
}

test('the first value is shown at once, those right behind it as one', () => {
  const { clock, shown, pace } = paced();

  for (const value of [1, 2, 3]) pace.put(value);
  expect(shown).toEqual([1]);
  clock.pass(200);
  expect(shown).toEqual([1, 3]);
});

test('what must not wait is shown within the gap, and nothing older after it', () => {
  const { clock, shown, pace } = paced();

  pace.put(1);
  pace.put(2);
  pace.putNow(3);
  expect(shown).toEqual([1, 3]);
  pace.put(4);
  expect(shown).toEqual([1, 3]);
  clock.pass(200);

  expect(shown).toEqual([1, 3, 4]);
});

test('after a quiet gap a value is shown at once again', () => {
  const { clock, shown, pace } = paced();

  pace.put(1);
  clock.pass(200);
  pace.put(2);

  expect(shown).toEqual([1, 2]);
});

test('a steady stream is shown once a gap, and its last value is never lost', () => {
  const { clock, shown, pace } = paced();

  for (let value = 0; value < 100; value++) {
    pace.put(value);
    clock.pass(20);
  }
  clock.pass(200);

  expect(shown).toHaveLength(11);
  expect(shown.at(-1)).toBe(99);
});

test('once stopped, nothing more is shown', () => {
  const { clock, shown, pace } = paced();

  pace.put(1);
  pace.put(2);
  pace.stop();
  clock.pass(1_000);

  expect(shown).toEqual([1]);
  expect(clock.waiting).toBe(0);
});
