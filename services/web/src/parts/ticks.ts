/**
 * One tick for everything on the page that counts: the totals on their way take one callback a frame, and Svelte
 * writes what they changed at once, not total by total.
 *
 * The first frame only tells when the way began: it is the one in which the rows set off, and has enough to do.
 */

/** Takes the time since the first frame, infinite when there is no way to be seen; returns whether it wants more. */
export type Step = (passed_ms: number) => boolean;

const COUNTING_MAX = 12; // when half of the board counts, nobody can follow a number, and it costs the most

const begun = new Map<Step, number | null>(); // when the first frame was; null until then
let frame = 0; // of the next tick; 0 while nothing counts

/** Call the step in each frame until it wants no more or the returned function is called. */
export function onTicks(step: Step): () => void {
  begun.set(step, null);
  frame ||= requestAnimationFrame(tick);
  return () => begun.delete(step);
}

function tick(now_ms: number): void {
  const are_many = begun.size > COUNTING_MAX;
  for (const [step, begun_ms] of begun) {
    if (begun_ms === null && !are_many) begun.set(step, now_ms);
    else if (!step(are_many ? Infinity : now_ms - (begun_ms as number))) begun.delete(step);
  }
  frame = begun.size > 0 ? requestAnimationFrame(tick) : 0;
}
