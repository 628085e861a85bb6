import { expect, test } from 'vitest';
import * as wire from './wire';

test('a subscription says where we stand only when we stand somewhere', () => {
  expect(JSON.parse(wire.subscribeText('wsk2024', null))).toEqual({ op: 'subscribe', board: 'wsk2024' });
  expect(JSON.parse(wire.subscribeText('wsk2024', { epoch: 'e', version: 3 }))).toEqual({
    op: 'subscribe',
    board: 'wsk2024',
    epoch: 'e',
    version: 3,
  });
});

test('a frame is read; one of a later protocol is known as other', () => {
  expect(wire.parseFrame('{"type":"beat","at_ms":5}')).toEqual({ type: 'beat', at_ms: 5 });
  expect(wire.parseFrame('{"type":"confetti"}')).toEqual({ type: 'other' });
});

test.each(['', '{', '5', 'null', '{"beat":1}'])('%j is not a frame', (text) => {
  expect(() => wire.parseFrame(text)).toThrow(SyntaxError);
});

test('codes 4100 to 4199 mean do not come back, all others come back', () => {
  expect([1000, 1006, 4000, 4002, 4099, 4200].filter((code) => !wire.mayComeBack(code))).toEqual([]);
  expect([4100, 4103, 4199].filter(wire.mayComeBack)).toEqual([]);
});
