/**
 * What is half entered, and what a trainee practises: kept on this device through reloads and crashes.
 */
import type { Sheet } from '../../lib/mark/outbox';
import { keeping } from './keeping.svelte';

/** What a person has half written, chosen for a whole sheet, or entered to practise. */
type Kind = 'comment' | 'draft' | 'paper' | 'practice';

class Notes {
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map());

  async load(): Promise<void> {
    this.#texts = await keeping.store.notes();
  }

  of(kind: Kind, sheet: Sheet, aspect: string): string {
    return this.#texts.get(placeOf(kind, sheet, aspect)) ?? '';
  }

  /**
   * Show at once, so that the next tap or letter builds on this one, and keep; says whether it is kept. What finds no
   * room is taken back from the screen, but for what a person is typing.
   */
  async put(kind: Kind, sheet: Sheet, aspect: string, text: string): Promise<boolean> {
    const place = placeOf(kind, sheet, aspect);
    const before = this.#texts.get(place) ?? '';
    this.#show(place, text);
    const is_kept = await keeping.isWritten(() => keeping.store.keepNote(place, text));
    if (!is_kept && kind !== 'comment' && this.#texts.get(place) === text) this.#show(place, before);
    return is_kept;
  }

  #show(place: string, text: string): void {
    this.#texts = new Map([...this.#texts, [place, text]]);
  }
}

function placeOf(kind: Kind, sheet: Sheet, aspect: string): string {
  return [kind, sheet.championship, sheet.skill, sheet.form, sheet.competitor, aspect].join('/');
}

export const notes = new Notes();
