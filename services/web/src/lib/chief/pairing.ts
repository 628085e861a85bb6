/**
 * How long a pairing's code still holds.
 */
const TTL_S = 120; // as ingest has it: the page never promises more, whatever a clock says

/** Return whole seconds, never more than a code is ever good for; ``now_ms`` is the server's time, as far as known. */
export function leftSeconds(expires_at_ms: number, now_ms: number): number {
  return Math.min(TTL_S, Math.max(0, Math.ceil((expires_at_ms - now_ms) / 1_000)));
}
