/**
 * Chunks that may be lost: whoever has heard about as many mixtures as there are chunks knows every chunk.
 *
 * Mixture n below the number of chunks is chunk n itself; every later one is the exclusive-or of about half of them,
 * chosen by its number alone. Mixtures are solved as they come, like equations, so none is waited for by name: two or
 * three more than there are chunks are enough, whichever were lost.
 */
export type Bytes = Uint8Array<ArrayBuffer>;

interface Row {
  chosen: Uint32Array;
  data: Bytes;
}

/** Return which of ``count`` chunks mixture ``number`` holds, one bit each. */
export function chosenBy(number: number, count: number): Uint32Array {
  const chosen = new Uint32Array(Math.ceil(count / 32));
  if (number < count) {
    chosen[number >> 5] = 1 << (number & 31);
    return chosen;
  }
  const random = randomBits(number);
  for (let chunk = 0; chunk < count; chunk += 1) if (random() & 0x10000) chosen[chunk >> 5]! |= 1 << (chunk & 31);
  if (chosen.every((word) => word === 0)) chosen[0] = 1;
  return chosen;
}

export function mixture(number: number, chunks: readonly Bytes[]): Bytes {
  const chosen = chosenBy(number, chunks.length);
  const data = new Uint8Array(chunks[0]!.length);
  chunks.forEach((chunk, at) => {
    if (has(chosen, at)) mixIn(data, chunk);
  });
  return data;
}

export class Basin {
  readonly #rows: (Row | undefined)[];
  known = 0;

  constructor(readonly count: number) {
    this.#rows = new Array<Row | undefined>(count);
  }

  /** Take a mixture; says whether it told anything new. */
  take(number: number, heard: Bytes): boolean {
    const [chosen, data] = [chosenBy(number, this.count), heard.slice()];
    for (let at = 0; at < this.count; at += 1) {
      if (!has(chosen, at)) continue;
      const row = this.#rows[at];
      if (!row) {
        this.#rows[at] = { chosen, data };
        this.known += 1;
        return true;
      }
      mixIn(chosen, row.chosen);
      mixIn(data, row.data);
    }
    return false;
  }

  /** Return the chunks once all are known, else null. */
  chunks(): Bytes[] | null {
    if (this.known < this.count) return null;
    const found: Bytes[] = new Array<Bytes>(this.count);
    for (let at = this.count - 1; at >= 0; at -= 1) {
      const { chosen, data } = this.#rows[at]!;
      const alone = data.slice();
      for (let later = at + 1; later < this.count; later += 1) if (has(chosen, later)) mixIn(alone, found[later]!);
      found[at] = alone;
    }
    return found;
  }
}

function has(chosen: Uint32Array, at: number): boolean {
  return ((chosen[at >> 5]! >>> (at & 31)) & 1) === 1;
}

function mixIn(into: Uint8Array | Uint32Array, other: Uint8Array | Uint32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at]! ^= other[at]!;
}

/** The generator known as mulberry32: the same numbers on every device. */
function randomBits(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return mixed ^ (mixed >>> 14);
  };
}
