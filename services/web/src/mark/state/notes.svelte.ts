/**
 * Comments on aspects, and what is half entered: kept on this device through reloads and crashes.
 */
import type { Sheet } from '../../lib/mark/outbox';
import { keeping } from './keeping.svelte';

type Kind = 'comment' | 'draft';

class Notes {
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map());

  async load(): Promise<void> {
    this.#texts = await keeping.store.notes();
  }

  of(kind: Kind, sheet: Sheet, aspect: string): string {
    return this.#texts.get(placeOf(kind, sheet, aspect)) ?? '';
  }

  async put(kind: Kind, sheet: Sheet, aspect: string, text: string): Promise<void> {
    const place = placeOf(kind, sheet, aspect);
    if (await keeping.isWritten(() => keeping.store.keepNote(place, text))) this.#texts = new Map([...this.#texts, [place, text]]);
  }
}

function placeOf(kind: Kind, sheet: Sheet, aspect: string): string {
  return [kind, sheet.championship, sheet.skill, sheet.form, sheet.competitor, aspect].join('/');
}

export const notes = new Notes();
