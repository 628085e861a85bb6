/**
 * What this device has entered, as a list for people: which of it is under way, and which needs them.
 *
 * What the services have told since overrules what they answered then: a panel has spoken, a mark was corrected, the
 * chief expert has decided. What such an answer has overtaken is in the list no more.
 */
import { custodyOf, custodyOfCell, needsAttention, type Custody, type Told } from './custody';
import type { Entry, Item } from './outbox';
import { isDecided, isOutspoken, isSameValue, standingValue } from './sheet';
import type { Cell, EntryOutcome, FormsAnswer, Shown } from './wire';

export { valueOf } from './sheet';
export type { Entry, Item } from './outbox';

export interface OwnEntry {
  item: Item;
  entry: Entry;
  custody: Custody;
}

/** What the services have last said of the sheet of a submission, and of its skill. */
export interface ToldOfItem {
  cells?: Readonly<Record<string, Cell>> | undefined; // by aspect
  shown?: Shown | null;
  forms?: FormsAnswer | undefined;
}

/** Return every entry of a person that nothing has overtaken, newest first. */
export function ownEntries(
  items: readonly Item[], subject: string, under_way: ReadonlySet<string>, toldOf: (item: Item) => ToldOfItem = () => ({}),
): OwnEntry[] {
  const own = items.filter((item) => item.subject === subject).flatMap((item) => {
    const { cells, ...told } = item.phase === 'done' ? toldOf(item) : {};
    return item.entries.map((entry) => ({ item, entry, told: { ...told, cell: cells?.[entry.aspect] } }));
  });
  const settled = new Set<string>(); // squares of which a newer own entry tells
  return own.reverse().flatMap(({ item, entry, told }) => {
    const said = verdictOn(item, entry.aspect);
    const place = [item.championship, item.skill, item.form, item.competitor, entry.aspect].join('/');
    if (said && STANDS.has(said.outcome)) {
      if (settled.has(place)) return [];
      settled.add(place);
    }
    const custody = (said && custodySince(item, entry, said, told)) ?? custodyOf(item, entry, under_way, told);
    return custody.kind === 'none' ? [] : [{ item, entry, custody }];
  });
}

const STANDS = new Set(['counted', 'waiting', 'rescore', 'difference']);

function verdictOn(item: Item, aspect: string): EntryOutcome | undefined {
  return item.phase === 'done' ? item.outcomes.find((one) => one.aspect === aspect) : undefined;
}

/** Return what has become of an entry since its verdict: null when nothing has, no custody when it was overtaken. */
function custodySince(item: Item, entry: Entry, said: EntryOutcome, { cell, shown, forms }: Told & Pick<ToldOfItem, 'forms'>): Custody | null {
  switch (said.outcome) {
    case 'counted':
      return cell && cell.revision > said.revision ? { kind: 'none' } : null;
    case 'waiting':
    case 'rescore':
    case 'difference':
      if (!isOutspoken(said.revision, said.attempt, cell)) return null;
      return (cell?.revision ?? 0) > said.revision + 1 ? { kind: 'none' } : custodyOfCell(cell, item.form, shown);
    case 'set_aside':
      if (!isDecided(item.id, said.revision, cell) && !isOffTheList(item, entry.aspect, forms)) return null;
      return isSameValue(standingValue(cell), entry) ? custodyOfCell(cell, item.form, shown) : { kind: 'none' };
    default:
      return null;
  }
}

/** Say whether the list of what is set aside, as of a later place in the log, lacks the entry: somebody has decided. */
function isOffTheList(item: Item, aspect: string, forms: FormsAnswer | undefined): boolean {
  if (!forms || item.offset === null || forms.offset < item.offset) return false;
  if (!forms.forms.some((known) => known.form === item.form)) return false; // not told of this form any more
  return !forms.skill.set_aside.some((aside) => aside.submission === item.id && aside.aspect === aspect);
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
