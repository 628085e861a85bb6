/**
 * Handing the outbox over: what goes out is signed here, and what comes in, by file or by codes, is taken in here.
 */
import { handoverOf, read, written } from '../../lib/mark/handover';
import { device } from './device.svelte';
import { keeping } from './keeping.svelte';
import { language } from './words.svelte';
import { outbox } from './outbox.svelte';

/** Return the signed outbox; null on a device that is not paired, or has no keys. */
export async function outboxText(): Promise<string | null> {
  if (!device.keys || !device.paired) return null;
  return written(handoverOf(outbox.items, device.name, device.paired.subject, Date.now()), device.keys, crypto.subtle);
}

/** Take in what another device has signed; says what became of it. */
export async function takeIn(text: string): Promise<{ is_taken: boolean; said: string }> {
  const { words } = language;
  const found = await read(text, device.paired?.subject ?? '', crypto.subtle);
  if (found.kind === 'bad') return { is_taken: false, said: words[`handover_${found.why}`] };
  let count = 0;
  const is_kept = await keeping.isWritten(async () => {
    count = await keeping.store.takeIn(found.handover.items);
  });
  if (!is_kept) return { is_taken: false, said: words.full };
  await outbox.reload();
  outbox.wake();
  return { is_taken: true, said: words.handover_taken(count, found.print) };
}
