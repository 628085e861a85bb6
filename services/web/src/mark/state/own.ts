/**
 * What this person has entered on this device, each with what the services have told of it since.
 */
import type { Item } from '../../lib/mark/outbox';
import { ownEntries, type OwnEntry, type ToldOfEntry } from '../../lib/mark/own';
import { device } from './device.svelte';
import { office } from './office.svelte';
import { outbox } from './outbox.svelte';

export function ownOf(items: readonly Item[]): OwnEntry[] {
  return ownEntries(items, device.paired?.subject ?? '', outbox.under_way, toldOf);
}

function toldOf(item: Item, aspect: string): ToldOfEntry {
  if (item.championship !== device.paired?.championship) return {};
  const as_of = office.sheets.get(`${item.skill}/${item.form}`)?.value.offset ?? -1;
  return {
    cell: as_of < (item.offset ?? 0) ? undefined : office.sheetOf(item)?.aspects[aspect], // of before the entry, it tells nothing of it
    shown: office.shownOf(item.skill, item.competitor),
    forms: office.forms.get(item.skill)?.value,
  };
}
