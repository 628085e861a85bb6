/**
 * Let rows glide to their new places (FLIP): look where they are, let the page lay them out anew, then play
 * the difference as a transform, which the compositor moves without laying anything out again.
 *
 * All reads come before all writes, so that fifty rows cost one layout; a row caught in mid-flight sets off
 * from where the eye sees it.
 */

import { isMotionReduced } from './motion';

const DURATION_MS = 700;
const EASING = 'cubic-bezier(0.22, 0.9, 0.24, 1)'; // sets off at once, settles softly

export class Glide {
  #seen = new Map<Element, DOMRect>(); // where the rows stood before the change
  readonly #flights = new WeakMap<Element, Animation>();

  /** Look at the rows; call before the page changes. */
  look(rows: HTMLCollection): void {
    this.#seen = new Map([...rows].map((row) => [row, row.getBoundingClientRect()]));
  }

  /** Play the way from where the rows were seen to where they are now; call after the page has changed. */
  play(rows: HTMLCollection): void {
    if (isMotionReduced()) return;
    const moving = [...rows].filter((row) => this.#seen.has(row));
    for (const row of moving) this.#flights.get(row)?.cancel();
    const now = moving.map((row) => row.getBoundingClientRect());
    moving.forEach((row, i) => this.#fly(row, this.#seen.get(row) as DOMRect, now[i] as DOMRect));
  }

  #fly(row: Element, from: DOMRect, to: DOMRect): void {
    const [x, y] = [from.left - to.left, from.top - to.top];
    if (x === 0 && y === 0) return;
    const path: Keyframe[] = [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }];
    if (x !== 0) path.splice(1, 0, { opacity: 0.15, offset: 0.3 }); // into another column: pass lightly over the rows
    this.#flights.set(row, row.animate(path, { duration: DURATION_MS, easing: EASING }));
  }
}
