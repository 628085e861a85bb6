import { beforeEach, expect, test, vi } from 'vitest';
import { onTicks } from './ticks';

let asked: FrameRequestCallback[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('requestAnimationFrame', (act: FrameRequestCallback) => asked.push(act));
});

function frame(now_ms: number): void {
  for (const act of asked.splice(0)) act(now_ms);
}

test('all that counts shares one callback, from the second frame until each wants no more', () => {
  const seen: [string, number][] = [];
  onTicks((passed_ms) => (seen.push(['short', passed_ms]), passed_ms < 16));
  onTicks((passed_ms) => (seen.push(['long', passed_ms]), passed_ms < 32));

  for (const now_ms of [1000, 1016, 1032, 1048]) {
    expect(asked.length).toBeLessThanOrEqual(1);
    frame(now_ms);
  }

  expect(seen).toEqual([['short', 16], ['long', 16], ['long', 32]]);
  expect(asked).toEqual([]);
});

test('what was called off is not asked any more', () => {
  const seen: number[] = [];
  const stop = onTicks((passed_ms) => seen.push(passed_ms) < 9);
  frame(1000);

  stop();
  frame(1016);

  expect([seen, asked]).toEqual([[], []]);
});

test('more than a viewer can follow stand at their end in the next frame', () => {
  const seen: number[] = [];
  for (let at = 0; at < 13; at += 1) onTicks((passed_ms) => (seen.push(passed_ms), passed_ms < 700));

  frame(1000);

  expect(seen).toEqual(Array(13).fill(Infinity));
  expect(asked).toEqual([]);
});
