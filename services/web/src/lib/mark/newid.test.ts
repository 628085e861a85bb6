import { expect, test } from 'vitest';
import { newId } from './newid';

test('an id is a UUID of chance, made without what browsers keep for secure addresses', () => {
  const filled = (byte: number) => newId({ getRandomValues: <T>(bytes: T) => (bytes as Uint8Array).fill(byte) as T });

  expect(filled(0)).toBe('00000000-0000-4000-8000-000000000000');
  expect(filled(255)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  expect(new Set(Array.from({ length: 1_000 }, () => newId())).size).toBe(1_000);
});
