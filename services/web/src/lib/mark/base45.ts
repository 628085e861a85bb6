/**
 * Bytes as text of the 45 characters that a QR code packs best (RFC 9285): two bytes are three characters.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function base45(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += 2) {
    const is_pair = at + 1 < data.length;
    let value = is_pair ? data[at]! * 256 + data[at + 1]! : data[at]!;
    for (let digit = 0; digit < (is_pair ? 3 : 2); digit += 1) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** Return the bytes of the text; null when it is no such text. */
export function bytesOfBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const found: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((char) => ALPHABET.indexOf(char));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (digits.includes(-1) || value > (digits.length === 3 ? 0xffff : 0xff)) return null;
    if (digits.length === 3) found.push(value >> 8);
    found.push(value & 0xff);
  }
  return Uint8Array.from(found);
}
