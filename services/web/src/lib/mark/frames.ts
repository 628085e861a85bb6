/**
 * A bundle as a loop of QR codes: each frame says which bundle it is of and which mixture of its chunks it holds.
 *
 *   'B' 'q' | checksum of the bundle, 4 | size of the bundle, 4 | number, 2 | chunk, 300 | checksum of the frame, 4
 *
 * Frames come in any order, some never, some twice, some from another bundle: whatever does not fit is left out, and
 * the bundle is given out only when its own checksum agrees. Who wrote it is for the signature inside to say.
 */
import { base45, bytesOfBase45 } from './base45';
import { Basin, mixture, type Bytes } from './fountain';

export const CHUNK_BYTES = 300; // with its head a code of 65 by 65 squares, which a phone shows and reads well
export const BUNDLE_BYTES_MAX = 300_000; // a thousand frames, some minutes: more goes by file
export const NUMBERS = 65_536;
const MAGIC = [0x42, 0x71] as const;
const HEAD_BYTES = 12;
const FRAME_BYTES = HEAD_BYTES + CHUNK_BYTES + 4;

export interface Frame {
  bundle: number;
  size: number;
  number: number;
  chunk: Bytes;
}

export type Heard = 'new' | 'nothing_new' | 'not_ours';

/** Return the maker of frames of a bundle: the text of frame ``number``, below ``NUMBERS``. */
export function framesOf(bundle: Bytes): { count: number; text: (number: number) => string } {
  const count = countOf(bundle.length);
  const chunks = Array.from({ length: count }, (_, at) => {
    const chunk = new Uint8Array(CHUNK_BYTES);
    chunk.set(bundle.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES));
    return chunk;
  });
  const checksum = crc32(bundle);
  return { count, text: (number) => base45(frameBytes({ bundle: checksum, size: bundle.length, number, chunk: mixture(number, chunks) })) };
}

/** Return the frame of a text; null when it is none of ours, or was damaged. */
export function frameOf(text: string): Frame | null {
  const bytes = bytesOfBase45(text);
  if (bytes?.length !== FRAME_BYTES || bytes[0] !== MAGIC[0] || bytes[1] !== MAGIC[1]) return null;
  const view = new DataView(bytes.buffer);
  const frame = { bundle: view.getUint32(2), size: view.getUint32(6), number: view.getUint16(10), chunk: bytes.slice(HEAD_BYTES, -4) };
  const is_whole = view.getUint32(FRAME_BYTES - 4) === crc32(bytes.subarray(0, -4));
  return is_whole && frame.size > 0 && frame.size <= BUNDLE_BYTES_MAX ? frame : null;
}

/** What was heard so far of the bundle that is shown. */
export class Gathering {
  #of: Pick<Frame, 'bundle' | 'size'> | null = null;
  #basin = new Basin(0);

  /** Take what the camera read; another bundle begins anew. */
  take(text: string): Heard {
    const frame = frameOf(text);
    if (!frame) return 'not_ours';
    if (frame.bundle !== this.#of?.bundle || frame.size !== this.#of.size) {
      this.#of = frame;
      this.#basin = new Basin(countOf(frame.size));
    }
    return this.#basin.take(frame.number, frame.chunk) ? 'new' : 'nothing_new';
  }

  get known(): number {
    return this.#basin.known;
  }

  get count(): number {
    return this.#basin.count;
  }

  /** Return the whole bundle; null while something is missing, or when the frames were not of one bundle after all. */
  bundle(): Bytes | null {
    const chunks = this.#of && this.#basin.chunks();
    if (!chunks) return null;
    const whole = new Uint8Array(chunks.length * CHUNK_BYTES);
    chunks.forEach((chunk, at) => whole.set(chunk, at * CHUNK_BYTES));
    const bundle = whole.slice(0, this.#of!.size);
    if (crc32(bundle) === this.#of!.bundle) return bundle;
    this.#of = null; // two bundles of one checksum and size: begin anew
    return null;
  }
}

function countOf(size: number): number {
  return Math.ceil(size / CHUNK_BYTES);
}

function frameBytes({ bundle, size, number, chunk }: Frame): Bytes {
  const bytes = new Uint8Array(FRAME_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(2, bundle);
  view.setUint32(6, size);
  view.setUint16(10, number);
  bytes.set(chunk, HEAD_BYTES);
  view.setUint32(FRAME_BYTES - 4, crc32(bytes.subarray(0, -4)));
  return bytes;
}

/** The checksum of ISO 3309, as in zip and png. */
export function crc32(data: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
