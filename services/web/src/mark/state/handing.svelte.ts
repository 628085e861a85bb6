/**
 * Handing the outbox over: what goes out is frozen and signed here; what comes in waits until a person has compared the
 * signs of both devices, unless this device knows the other one from before.
 */
import { handoverOf, printOf, read, written, type Good } from '../../lib/mark/handover';
import { device } from './device.svelte';
import { faultText } from './faulttext';
import { keeping } from './keeping.svelte';
import { outbox } from './outbox.svelte';
import { photos } from './photos.svelte';
import { language } from './words.svelte';

const knownTo = () => `known-devices/${device.paired?.subject ?? ''}`; // the keys that this person has compared

class Handing {
  /** What was read, is whole and signed, and waits for a person to say whose sign it is. */
  asked = $state.raw<Good | null>(null);
  /** What became of the last that was read. */
  said = $state('');

  /** Return the signed outbox, with its photos or their names alone; null where it cannot be kept or signed. */
  async text(carries_photos: boolean): Promise<{ text: string; photos: number } | null> {
    const { keys, paired, name } = device;
    if (!keys || !paired) return null;
    let frozen: Awaited<ReturnType<typeof keeping.store.handOver>> = [];
    const is_frozen = await keeping.isWritten(async () => {
      frozen = await keeping.store.handOver(paired.subject);
      await outbox.changed(frozen.map((item) => item.order));
    });
    if (!is_frozen) return null;
    const named = await photos.unsentOf(paired.subject);
    const carried = carries_photos ? await Promise.all(named.map((digest) => keeping.found((store) => store.photo(digest)))) : [];
    const handover = handoverOf(frozen, name, paired.subject, Date.now(), named);
    const text = await written(handover, keys, crypto.subtle, carried.filter((photo) => photo !== undefined));
    return { text, photos: named.length };
  }

  /** Read what another device has signed: known, it is taken in at once, else a person is asked. */
  async receive(text: string | null): Promise<void> {
    this.said = '';
    const found = await read(text ?? '', device.paired?.subject ?? '', crypto.subtle);
    if (found.kind === 'bad') this.said = language.words[`handover_${found.why}`];
    else if (await this.#isKnown(found.key)) await this.#take(found);
    else this.asked = found;
  }

  /** Answer the question: the signs on both devices are the same, or they are not. */
  async answer(is_same: boolean): Promise<void> {
    const { asked } = this;
    this.asked = null;
    if (!asked) return;
    if (!is_same) this.said = language.words.handover_refused;
    else if (await this.#take(asked)) await this.#know(asked.key);
  }

  async #take({ handover, key, photos: carried }: Good): Promise<boolean> {
    if (handover.subject !== device.paired?.subject) return false; // the device is another person's since
    let count = 0;
    const is_kept = await keeping.isWritten(async () => {
      const fresh = await keeping.store.takeIn(handover.items, carried);
      count = fresh.length;
      await outbox.changed(fresh.map((item) => item.order));
    });
    const { words } = language;
    const left = (handover.photos?.length ?? 0) - carried.length;
    const beside = [carried.length > 0 ? words.handover_photos_taken(carried.length) : '', left > 0 ? words.handover_photos_left(left) : ''];
    this.said = is_kept
      ? [words.handover_taken(count, printOf(key)), ...beside].filter(Boolean).join(' ')
      : words.not_saved(faultText(keeping.fault));
    await photos.count();
    outbox.wake();
    photos.wake();
    return is_kept;
  }

  async #isKnown(key: string): Promise<boolean> {
    return key === device.key || (await this.#known()).includes(key);
  }

  async #known(): Promise<string[]> {
    return (await keeping.found((store) => store.kept<string[]>(knownTo())))?.value ?? [];
  }

  async #know(key: string): Promise<void> {
    const known = await this.#known();
    await keeping.isWritten(() => keeping.store.keep(knownTo(), [...known, key], Date.now()));
  }
}

export const handing = new Handing();
