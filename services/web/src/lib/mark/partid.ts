/**
 * The id of an entry that was split off a submission: the same on every device that holds the submission.
 */
const PRIME = 0x01000193; // FNV-1a, of 32 bits
const WORDS = [0x811c9dc5, 0x9e3779b9, 0x7f4a7c15, 0x2545f491] as const; // a beginning for each quarter of the id

/** Return an id in the form of a UUID, version 8: made of what it is for, not of chance. */
export function partId(submission: string, aspect: string): string {
  const bytes = new TextEncoder().encode(`${submission}/${aspect}`);
  const hex = WORDS.map((word) => (bytes.reduce((sum, byte) => Math.imul(sum ^ byte, PRIME), word) >>> 0).toString(16).padStart(8, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
