import { expect, test } from 'vitest';
import { backoffMs } from './backoff';

test('the longest wait doubles with each attempt, up to twenty seconds', () => {
  const almost_one = () => 1 - 2 ** -53;

  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => Math.round(backoffMs(attempt, almost_one)))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000,
  ]);
});

test('a wait is drawn from the whole range, from zero on', () => {
  expect(backoffMs(3, () => 0)).toBe(0);
  expect(backoffMs(3, () => 0.5)).toBe(4_000);
});
