/**
 * A text made small for the way over the screen, and back; the first byte says whether it is deflated.
 */
import type { Bytes } from './fountain';

const [PLAIN, DEFLATED] = [0, 1] as const;
const TEXT_BYTES_MAX = 8_000_000; // a signed outbox is far below; what swells beyond it is none

export async function packed(text: string): Promise<Bytes> {
  const plain = new TextEncoder().encode(text);
  if (!('CompressionStream' in globalThis)) return joined([Uint8Array.of(PLAIN), plain]);
  return joined([Uint8Array.of(DEFLATED), ...(await piecesOf(plain, new CompressionStream('deflate'), Infinity))!]);
}

/** Return the text; null when it is none, or too large to be one. */
export async function unpacked(bytes: Bytes): Promise<string | null> {
  const content = bytes.slice(1);
  if (bytes[0] === PLAIN) return new TextDecoder().decode(content);
  if (bytes[0] !== DEFLATED || !('DecompressionStream' in globalThis)) return null;
  try {
    const pieces = await piecesOf(content, new DecompressionStream('deflate'), TEXT_BYTES_MAX);
    return pieces && new TextDecoder().decode(joined(pieces));
  } catch {
    return null; // not deflated at all: a browser says TypeError, Node an error of zlib, and nothing else can fail here
  }
}

async function piecesOf(data: Bytes, through: CompressionStream | DecompressionStream, bytes_max: number): Promise<Bytes[] | null> {
  const reader = new Blob([data]).stream().pipeThrough(through).getReader();
  const pieces: Bytes[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    size += value.length;
    if (size > bytes_max) {
      await reader.cancel();
      return null;
    }
    pieces.push(value as Bytes);
  }
}

function joined(pieces: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
