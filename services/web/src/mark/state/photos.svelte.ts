/**
 * Photos on the device: kept first, sent beside the outbox, shown from here or from the services.
 */
import { device_clock } from '../../lib/clock';
import { askPhoto, isForLater } from '../../lib/mark/api';
import { isUnsettled, photosOf } from '../../lib/mark/outbox';
import { photoOf, type Photo } from '../../lib/mark/photo';
import { PhotoSender, type PhotoReply } from '../../lib/mark/photosend';
import { device } from './device.svelte';
import { keeping } from './keeping.svelte';
import { link } from './link.svelte';
import { notes } from './notes.svelte';
import { office } from './office.svelte';
import { outbox } from './outbox.svelte';

export type Taken = { kind: 'kept'; digest: string } | { kind: 'no_photo' | 'not_kept' };

class Photos {
  /** How many have not reached the services yet. */
  waiting = $state(0);
  readonly #addresses = new Map<string, string>();
  #sender: PhotoSender | null = null;

  async start(): Promise<void> {
    this.#sender = new PhotoSender({
      unsent: () => keeping.found((store) => store.photoUnsent()),
      send,
      settle: async (digest, reply) => {
        const is_kept = await keeping.found((store) => store.photoSettled(digest, reply === 'kept').then(() => true));
        if (is_kept) await keeping.found(() => this.dropSent());
        return is_kept === true;
      },
      may_send: () => link.is_online && device.paired?.is_confirmed === true && link.barred === null && device.may_write && !device.is_practice,
      clock: device_clock,
      random: Math.random,
    });
    link.onBack(() => this.wake());
    await this.count();
    this.wake();
  }

  wake(): void {
    void this.#sender?.wake();
  }

  /** Keep a photo that a person took; it goes out by itself. */
  async take(file: Blob): Promise<Taken> {
    const photo = await photoOf(file);
    if (!photo) return { kind: 'no_photo' };
    if (!(await keeping.isWritten(() => keeping.store.keepPhoto(photo)))) return { kind: 'not_kept' };
    await this.count();
    this.wake();
    return { kind: 'kept', digest: photo.digest };
  }

  /** Return an address that shows the photo; null when neither the device nor the services have it. */
  async address(skill: string, digest: string): Promise<string | null> {
    const known = this.#addresses.get(digest);
    if (known) return known;
    const own = await keeping.found((store) => store.photo(digest));
    const picture = own ? new Blob([own.content], { type: 'image/jpeg' }) : await askPhoto((where, wish) => fetch(where, wish), link.token, `${office.addressOf(skill)}/photos/${digest}`);
    if (!picture) return null;
    const address = URL.createObjectURL(picture);
    this.#addresses.set(digest, address);
    return address;
  }

  /** Return the digests of the person's own photos that the services do not have yet. */
  async unsentOf(subject: string): Promise<string[]> {
    const named = new Set(outbox.items.filter((item) => item.subject === subject).flatMap(photosOf));
    const unsent = await keeping.found((store) => store.photoNames(0));
    return (unsent ?? []).filter((digest) => named.has(digest));
  }

  /** Drop what the services have and show: a photo on something unsent, or of a sheet being typed in, stays. */
  async dropSent(): Promise<void> {
    const named = new Set(outbox.items.filter(isUnsettled).flatMap(photosOf));
    const sent = await keeping.store.photoNames(1);
    await keeping.store.dropPhotos(sent.filter((digest) => !named.has(digest) && !notes.names(digest)));
    await this.count();
  }

  async count(): Promise<void> {
    this.waiting = (await keeping.found((store) => store.photoNames(0)))?.length ?? this.waiting;
  }
}

async function send(photo: Photo): Promise<PhotoReply> {
  const asked = await link.ask(`/photos/${photo.digest}`, { method: 'PUT', photo: photo.content });
  if (asked.kind === 'ok') return 'kept';
  return asked.kind === 'problem' && !isForLater(asked.problem) ? 'refused' : 'lost';
}

export const photos = new Photos();
