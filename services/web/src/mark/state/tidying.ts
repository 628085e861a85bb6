/**
 * Keeps the device's memory small: what is settled, old and told by the services goes, and photos that have arrived.
 */
import { photosOf, type Item } from '../../lib/mark/outbox';
import { isTold, outlived } from '../../lib/mark/tidy';
import type { SheetsAnswer } from '../../lib/mark/wire';
import { device } from './device.svelte';
import { keeping } from './keeping.svelte';
import { outbox } from './outbox.svelte';
import { photos } from './photos.svelte';

export async function tidy(): Promise<void> {
  await keeping.found(async (store) => {
    const here = outbox.items.filter((item) => item.championship === device.paired?.championship); // whose answers are kept
    const old = outlived(here, Date.now());
    const unsent = new Set(await store.photoNames(0));
    const told = await whatIsTold(old.filter((item) => !photosOf(item).some((photo) => unsent.has(photo))));
    if (told.length > 0) await outbox.changed(await store.putAway(told.map((item) => item.order)));
    await photos.dropSent();
  });
}

async function whatIsTold(items: readonly Item[]): Promise<Item[]> {
  const answers = new Map<string, SheetsAnswer | undefined>();
  for (const name of new Set(items.map(answerOf))) answers.set(name, (await keeping.store.kept<SheetsAnswer>(name))?.value);
  return items.filter((item) => {
    const sheet = answers.get(answerOf(item))?.sheets.find((known) => known.competitor === item.competitor);
    return isTold(item, (aspect) => sheet?.aspects[aspect]);
  });
}

/** Return the name under which the services' last answer about the item's form is kept. */
function answerOf(item: Item): string {
  return `sheets/${item.skill}/${item.form}`;
}
