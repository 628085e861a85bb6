import { encodeQR } from 'qr';
import { expect, test } from 'vitest';
import { framesOf, Gathering } from './frames';
import { codeIn } from './reading';

/** Return a picture of a code with ``scale`` pixels per square. */
function pictureOf(text: string, scale: number) {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const side = rows.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    const is_dark = rows[Math.floor(Math.floor(at / side) / scale)]![Math.floor((at % side) / scale)];
    if (is_dark) data.fill(0, at * 4, at * 4 + 3);
  }
  return { width: side, height: side, data };
}

test('the pictures of the frames are read as the bundle', () => {
  const bundle = Uint8Array.from({ length: 1_000 }, (_, at) => (at * at) & 0xff);
  const frames = framesOf(bundle);
  const gathering = new Gathering();
  for (let number = 0; number < frames.count; number += 1) gathering.take(codeIn(pictureOf(frames.text(number), 4))!);

  expect(gathering.bundle()).toEqual(bundle);
});

test('a picture without a code says nothing', () => {
  expect(codeIn({ width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(255) })).toBeNull();
});
