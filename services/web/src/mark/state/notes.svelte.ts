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

  /** Keep; says whether it is kept. */
  async put(kind: Kind, sheet: Sheet, aspect: string, text: string): Promise<boolean> {
    const place = placeOf(kind, sheet, aspect);
    const is_kept = await keeping.isWritten(() => keeping.store.keepNote(place, text));
    if (is_kept) this.#texts = new Map([...this.#texts, [place, text]]);
    return is_kept;
  }
}

function placeOf(kind: Kind, sheet: Sheet, aspect: string): string {
  return [kind, sheet.championship, sheet.skill, sheet.form, sheet.competitor, aspect].join('/');
}

export const notes = new Notes();
