/**
 * A page that draws a frame when the test says so.
 */
import { vi } from 'vitest';

export class FakeFrames {
  readonly document = { visibilityState: 'visible' };
  #asked = new Map<number, FrameRequestCallback>();
  #last = 0;

  constructor() {
    vi.stubGlobal('requestAnimationFrame', (act: FrameRequestCallback) => {
      this.#asked.set(++this.#last, act);
      return this.#last;
    });
    vi.stubGlobal('cancelAnimationFrame', (frame: number) => this.#asked.delete(frame));
    vi.stubGlobal('document', this.document);
  }

  /** How many wait for the next frame. */
  get asked(): number {
    return this.#asked.size;
  }

  draw(): void {
    const due = [...this.#asked.values()];
    this.#asked.clear();
    for (const act of due) act(0);
  }
}
