import { expect, test } from 'vitest';
import { packed, unpacked } from './packing';

test('what is packed comes back, and is smaller on the way', async () => {
  const text = JSON.stringify(Array.from({ length: 200 }, (_, at) => ({ aspect: `A1.${at}`, mark: '1.00', әріп: 'қ' })));
  const bytes = await packed(text);

  expect(bytes.length).toBeLessThan(text.length / 4);
  expect(await unpacked(bytes)).toBe(text);
});

test('a text that was not deflated is read, too', async () => {
  expect(await unpacked(Uint8Array.of(0, 0x61, 0x62))).toBe('ab');
});

test.each([[[]], [[2, 1]], [[1, 1, 2, 3]], [[1]]])('%j is none', async (bytes) => {
  expect(await unpacked(Uint8Array.from(bytes))).toBeNull();
});

test('what swells beyond any outbox is none', async () => {
  expect(await unpacked(await packed('0'.repeat(8_000_001)))).toBeNull();
});
