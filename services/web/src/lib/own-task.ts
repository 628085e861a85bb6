/**
 * Show the first value at once and each later one in a task of its own: what comes with one message for two boards
 * on the page would otherwise be read, and laid out twice, in a single task that holds the page.
 */
import type { Cancel, Clock } from './clock';

export class OwnTask<T> {
  #has_shown = false;
  #cancel: Cancel | null = null; // of the value that waits for its task, or has had it

  constructor(
    private readonly clock: Clock,
    private readonly show: (value: T) => void,
  ) {}

  put(value: T): void {
    this.stop();
    if (this.#has_shown) this.#cancel = this.clock.after(0, () => this.show(value));
    else this.show(value);
    this.#has_shown = true;
  }

  stop(): void {
    this.#cancel?.();
  }
}
