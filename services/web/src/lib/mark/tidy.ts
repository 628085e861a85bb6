/**
 * What the device need not keep any more: settled, long ago or many since, and told by the services themselves.
 *
 * Whatever is not answered stays for ever, and so does what still needs its expert: a refusal until it is understood,
 * an entry that was set aside until it is decided.
 */
import type { Entry, Item } from './outbox';
import { hasRemark } from './remarks';
import { isDecided, isOutspoken } from './sheet';
import type { Cell } from './wire';

export const KEPT_MS = 24 * 3_600_000; // what was done today is looked up in the outbox
export const KEPT_MAX = 200; // more than the outbox lists
const LEAST_MS = 10 * 60_000; // a tap that was meant to follow it may still be on its way into the store

/** Return the settled items that are old, or more than are kept. */
export function outlived(items: readonly Item[], now_ms: number): Item[] {
  const age_ms = (item: Item) => now_ms - (item.settled_ms ?? item.made_ms);
  const done = items.filter((item) => item.phase === 'done').sort((one, other) => age_ms(one) - age_ms(other));
  return done.filter((item, at) => age_ms(item) > KEPT_MS || (at >= KEPT_MAX && age_ms(item) > LEAST_MS));
}

/** Say whether the services' own answer tells all that the item does: without it, the sheet would show the same. */
export function isTold(item: Item, cellOf: (aspect: string) => Cell | undefined): boolean {
  return item.phase === 'done' && item.entries.every((entry) => isEntryTold(item, entry, cellOf(entry.aspect)));
}

function isEntryTold(item: Item, entry: Entry, cell: Cell | undefined): boolean {
  const said = item.outcomes.find((outcome) => outcome.aspect === entry.aspect);
  if (!said || !cell) return false;
  if (hasRemark(entry) && !cell.remarks?.some((remark) => remark.submission === item.id)) return false;
  switch (said.outcome) {
    case 'noted':
      return true;
    case 'counted':
      return cell.revision >= said.revision;
    case 'waiting':
    case 'rescore':
    case 'difference':
      return isOutspoken(said.revision, said.attempt, cell);
    case 'set_aside':
      return isDecided(item.id, said.revision, cell);
    case 'refused':
      return false;
  }
}
