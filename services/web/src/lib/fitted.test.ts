import { expect, test } from 'vitest';
import { fitted } from './fitted';

test('a picture is scaled down to fit, and never up', () => {
  expect([fitted(4_000, 3_000, 1_600), fitted(3_000, 4_000, 1_600), fitted(800, 600, 1_600), fitted(9_000, 1, 1_600)]).toEqual([
    { width: 1_600, height: 1_200 }, { width: 1_200, height: 1_600 }, { width: 800, height: 600 }, { width: 1_600, height: 1 },
  ]);
});
