/**
 * What this device has entered, as a list for people: which of it is under way, and which needs them.
 */
import { custodyOf, needsAttention, type Custody } from './custody';
import type { Entry, Item } from './outbox';

export { valueOf } from './sheet';
export type { Entry, Item } from './outbox';

export interface OwnEntry {
  item: Item;
  entry: Entry;
  custody: Custody;
}

/** Return every entry of a person, newest first. */
export function ownEntries(items: readonly Item[], subject: string, under_way: ReadonlySet<string>): OwnEntry[] {
  return items
    .filter((item) => item.subject === subject)
    .flatMap((item) => item.entries.map((entry) => ({ item, entry, custody: custodyOf(item, entry, under_way) })))
    .reverse();
}

export function troubles(entries: readonly OwnEntry[]): OwnEntry[] {
  return entries.filter(({ custody }) => custody.kind === 'refused' || custody.kind === 'set_aside');
}

export function underWay(entries: readonly OwnEntry[]): OwnEntry[] {
  return entries.filter(({ custody }) => ['saved', 'sent', 'logged'].includes(custody.kind));
}

export function countedOf(entries: readonly OwnEntry[]): OwnEntry[] {
  return entries.filter(({ custody }) => custody.kind === 'counted' || custody.kind === 'shown' || custody.kind === 'waiting');
}

export { needsAttention };
