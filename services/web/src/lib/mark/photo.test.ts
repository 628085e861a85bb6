import { expect, test } from 'vitest';
import { digestOf, fitted } from './photo';

test('a photo is scaled down to fit, and never up', () => {
  expect([fitted(4_000, 3_000), fitted(3_000, 4_000), fitted(800, 600), fitted(9_000, 1)]).toEqual([
    { width: 1_600, height: 1_200 }, { width: 1_200, height: 1_600 }, { width: 800, height: 600 }, { width: 1_600, height: 1 },
  ]);
});

test('a photo is named by the SHA-256 of its bytes, in small hex digits', async () => {
  const content = new TextEncoder().encode('abc').buffer;
  expect(await digestOf(content)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
