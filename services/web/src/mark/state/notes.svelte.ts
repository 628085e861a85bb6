/**
 * What is half entered, and what a trainee practises: kept on this device through reloads and crashes, each person's
 * for that person alone.
 */
import type { Sheet } from '../../lib/mark/outbox';
import { device } from './device.svelte';
import { keeping } from './keeping.svelte';

/** What a person has half written, chosen for a whole sheet, or entered to practise. */
type Kind = 'comment' | 'draft' | 'paper' | 'practice';

class Notes {
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map());

  async load(): Promise<void> {
    const kept = [...(await keeping.store.notes())];
    // Earlier versions of the page did not say whose a note is: then it is of whom the device is paired with.
    this.#texts = new Map(kept.map(([place, text]) => [place.split('/').length === OLD_PARTS ? owned(place) : place, text]));
  }

  of(kind: Kind, sheet: Sheet, aspect: string): string {
    return this.#texts.get(placeOf(kind, sheet, aspect)) ?? '';
  }

  /** Say whether a sheet that is being typed in from paper names this photo. */
  names(photo: string): boolean {
    return [...this.#texts.values()].some((text) => text.includes(photo));
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

const OLD_PARTS = 6;

function owned(place: string): string {
  return [device.paired?.subject ?? '', place].join('/');
}

function placeOf(kind: Kind, sheet: Sheet, aspect: string): string {
  return owned([kind, sheet.championship, sheet.skill, sheet.form, sheet.competitor, aspect].join('/'));
}

export const notes = new Notes();
