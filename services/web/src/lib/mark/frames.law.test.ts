/**
 * The law of the hand-over by codes: whatever the camera misses, repeats, mixes up or reads wrongly, what comes out is
 * the bundle that went in, or nothing.
 */
import { expect, test } from 'vitest';
import { base45, bytesOfBase45 } from './base45';
import { frameOf, framesOf, Gathering, NUMBERS } from './frames';

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);

function randomOf(seed: number): (below: number) => number {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function bundleOf(random: (below: number) => number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 1 + random(9_000) }, () => random(256));
}

test.each(SEEDS)('any order, any losses, frames twice: the same bundle (seed %i)', (seed) => {
  const random = randomOf(seed);
  const bundle = bundleOf(random);
  const frames = framesOf(bundle);
  const gathering = new Gathering();
  let read = 0;
  for (; gathering.bundle() === null; read += 1) {
    expect(read).toBeLessThan(4 * frames.count + 60);
    gathering.take(frames.text(random(NUMBERS)));
  }

  expect(gathering.bundle()).toEqual(bundle);
  expect(gathering.take(frames.text(random(NUMBERS)))).toBe('nothing_new');
});

test.each(SEEDS)('a loop of which a part is lost is enough in the end, begun anywhere (seed %i)', (seed) => {
  const random = randomOf(seed);
  const bundle = bundleOf(random);
  const frames = framesOf(bundle);
  const lost_of_ten = random(9);
  const gathering = new Gathering();
  for (let number = random(frames.count); gathering.bundle() === null; number = (number + 1) % NUMBERS) {
    if (random(10) >= lost_of_ten) gathering.take(frames.text(number));
    expect(number).toBeLessThan(60 * frames.count + 1_000);
  }

  expect(gathering.bundle()).toEqual(bundle);
});

test.each(SEEDS)('a damaged frame is refused and changes nothing (seed %i)', (seed) => {
  const random = randomOf(seed);
  const frames = framesOf(bundleOf(random));
  const bytes = bytesOfBase45(frames.text(random(NUMBERS)))!;
  bytes[random(bytes.length)]! ^= 1 + random(255);
  const gathering = new Gathering();

  expect(frameOf(base45(bytes))).toBeNull();
  expect(gathering.take(base45(bytes))).toBe('not_ours');
  expect(gathering.count).toBe(0);
});
