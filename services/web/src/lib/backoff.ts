/**
 * How long to wait before the next attempt: exponential, with full jitter.
 *
 * When a gateway restarts, thousands of pages lose their link in the same instant. A wait drawn from the
 * whole range spreads them evenly; a fixed or half-jittered one sends them back as a wave.
 */

const FIRST_MS = 1_000;
const LONGEST_MS = 20_000; // a hall screen should never be more than this behind a healed network

/** Return a wait in ms; ``attempt`` counts from 0, ``random`` draws from [0, 1). */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
}
