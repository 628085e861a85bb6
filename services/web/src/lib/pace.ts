/**
 * Show the first change at once and the ones right behind it together.
 *
 * A panel that enters eight marks makes eight changes in a blink. Rows that set off, stop and set off again
 * are hard to follow on a hall screen, so changes that come closer than the gap travel as one.
 */
import type { Cancel, Clock } from './clock';

export class Pace<T> {
  #waiting: { value: T } | null = null; // set while a value waits for the gap to pass
  #cancel: Cancel | null = null; // set while the gap since the last shown value runs

  constructor(
    private readonly clock: Clock,
    private readonly gap_ms: number,
    private readonly show: (value: T) => void,
  ) {}

  put(value: T): void {
    if (this.#cancel) {
      this.#waiting = { value };
      return;
    }
    this.#cancel = this.clock.after(this.gap_ms, () => this.#gapPassed());
    this.show(value);
  }

  /** Show what must not wait, and nothing older after it. */
  putNow(value: T): void {
    this.stop();
    this.put(value);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = null;
  }

  #gapPassed(): void {
    this.#cancel = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.put(waiting.value);
  }
}
