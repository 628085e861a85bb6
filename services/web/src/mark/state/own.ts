/**
 * What this person has entered on this device, each with what the services have told of it since.
 */
import type { Item } from '../../lib/mark/outbox';
import { ownEntries, type OwnEntry, type ToldOfItem } from '../../lib/mark/own';
import { device } from './device.svelte';
import { office } from './office.svelte';
import { outbox } from './outbox.svelte';

export function ownOf(items: readonly Item[]): OwnEntry[] {
  return ownEntries(items, device.paired?.subject ?? '', outbox.under_way, toldOf);
}

function toldOf(item: Item): ToldOfItem {
  if (item.championship !== device.paired?.championship) return {};
  const as_of = office.sheets.get(`${item.skill}/${item.form}`)?.value.offset ?? -1;
  return {
    cells: as_of < (item.offset ?? 0) ? undefined : office.sheetOf(item)?.aspects, // of before the entry, they tell nothing of it
    shown: office.shownOf(item.skill, item.competitor),
    forms: office.forms.get(item.skill)?.value,
  };
}
