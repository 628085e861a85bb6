import { expect, test } from 'vitest';
import { base45, bytesOfBase45 } from './base45';
import { BUNDLE_BYTES_MAX, CHUNK_BYTES, crc32, frameOf, framesOf, Gathering } from './frames';

function bundleOf(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + size) & 0xff);
}

test('base 45 and the checksum are the ones of their standards', () => {
  const encode = (text: string) => base45(new TextEncoder().encode(text));

  expect(['AB', 'Hello!!', 'base-45', 'ietf!'].map(encode)).toEqual(['BB8', '%69 VD92EX0', 'UJCLQE7W581', 'QED8WEX0']);
  expect(new TextDecoder().decode(bytesOfBase45('QED8WEX0')!)).toBe('ietf!');
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test.each(['A', 'a00', 'GGW', ':::', '::', 'ÄBC'])('%j is no base 45', (text) => {
  expect(bytesOfBase45(text)).toBeNull();
});

test('the frames one after the other are the bundle', () => {
  const bundle = bundleOf(2 * CHUNK_BYTES + 1);
  const frames = framesOf(bundle);
  const gathering = new Gathering();
  const heard = [2, 0, 0, 1].map((number) => gathering.take(frames.text(number)));

  expect(heard).toEqual(['new', 'new', 'nothing_new', 'new']);
  expect([gathering.known, gathering.count]).toEqual([3, 3]);
  expect(gathering.bundle()).toEqual(bundle);
});

test('nothing is given out while a frame is missing', () => {
  const gathering = new Gathering();
  gathering.take(framesOf(bundleOf(2 * CHUNK_BYTES)).text(1));

  expect(gathering.bundle()).toBeNull();
  expect([gathering.known, gathering.count]).toEqual([1, 2]);
});

test('another bundle begins anew', () => {
  const [first, second] = [bundleOf(CHUNK_BYTES + 1), bundleOf(CHUNK_BYTES + 2)];
  const gathering = new Gathering();
  gathering.take(framesOf(first).text(0));
  gathering.take(framesOf(second).text(1));
  gathering.take(framesOf(second).text(0));

  expect(gathering.bundle()).toEqual(second);
});

test('frames that are whole but of a bundle that never was give nothing out', () => {
  const honest = bundleOf(10);
  const bytes = bytesOfBase45(framesOf(honest).text(0))!;
  bytes[12]! ^= 1; // another chunk under the checksum of the bundle
  new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)));
  const gathering = new Gathering();

  expect(gathering.take(base45(bytes))).toBe('new');
  expect(gathering.bundle()).toBeNull();
  gathering.take(framesOf(honest).text(0));
  expect(gathering.bundle()).toEqual(honest);
});

test('a frame that claims more than is allowed is none', () => {
  const bytes = bytesOfBase45(framesOf(bundleOf(10)).text(0))!;
  new DataView(bytes.buffer).setUint32(6, BUNDLE_BYTES_MAX + 1);
  new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)));

  expect(frameOf(base45(bytes))).toBeNull();
});

test.each(['', 'https://10.0.0.5:8443/trust', 'HELLO'])('a code that says %j is not ours', (text) => {
  expect(new Gathering().take(text)).toBe('not_ours');
});
