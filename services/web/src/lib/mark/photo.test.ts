import { expect, test } from 'vitest';
import { digestOf } from './photo';

test('a photo is named by the SHA-256 of its bytes, in small hex digits', async () => {
  const content = new TextEncoder().encode('abc').buffer;
  expect(await digestOf(content)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
