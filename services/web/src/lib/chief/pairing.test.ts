import { expect, test } from 'vitest';
import { leftSeconds } from './pairing';

test('a code is never said to hold for longer than it does', () => {
  expect([120_500, 120_000, 119_001, 1, 0, -5].map((left_ms) => leftSeconds(1_000_000 + left_ms, 1_000_000))).toEqual([
    120, 120, 120, 1, 0, 0,
  ]);
});
