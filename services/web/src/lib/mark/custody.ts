/**
 * Where a mark is on its way from the finger to the screens, said no better than it is known.
 */
import type { Entry, Item } from './outbox';
import type { Cell, EntryOutcome, Problem, Shown } from './wire';

/** The way of a mark, in order; a step is claimed only when somebody has confirmed it. */
export const STEPS = ['saved', 'sent', 'logged', 'counted', 'shown'] as const;
export type Step = (typeof STEPS)[number];

export type Custody =
  | { kind: 'none' }
  | { kind: Step; tries: number; is_held_back?: boolean; is_remark?: boolean }
  | { kind: 'waiting'; entered: number; of: number }
  | { kind: 'rescore' | 'difference' }
  | { kind: 'set_aside' }
  | { kind: 'refused'; problem: Problem };

/** Return how far along the way a custody is, for drawing: 0 to 5; what left the way has stopped in the log. */
export function stepsDone(custody: Custody): number {
  const at = STEPS.indexOf(custody.kind as Step);
  if (at >= 0) return at + 1;
  return custody.kind === 'none' || custody.kind === 'refused' ? 0 : STEPS.indexOf('logged') + 1;
}

export function needsAttention(custody: Custody): boolean {
  return ['rescore', 'difference', 'set_aside', 'refused'].includes(custody.kind);
}

/** Return the custody of one own entry; ``under_way`` holds the ids whose request is out this moment. */
export function custodyOf(item: Item, entry: Entry, under_way: ReadonlySet<string>, shown?: Shown | null): Custody {
  switch (item.phase) {
    case 'held':
    case 'trying':
      return { kind: under_way.has(item.id) ? 'sent' : 'saved', tries: item.attempts };
    case 'logged':
      return { kind: 'logged', tries: item.attempts };
    case 'refused':
      return { kind: 'refused', problem: item.problem ?? NO_PROBLEM };
    case 'done':
      return outcomeCustody(item, item.outcomes.find((said) => said.aspect === entry.aspect), shown);
  }
}

const NO_PROBLEM: Problem = { code: 'unknown', title: '', detail: '', status: 0 };

function outcomeCustody(item: Item, said: EntryOutcome | undefined, shown?: Shown | null): Custody {
  switch (said?.outcome) {
    case 'counted':
      return countedCustody(item, shown);
    case 'noted':
      return { kind: 'counted', tries: item.attempts, is_remark: true };
    case 'waiting':
      return { kind: 'waiting', entered: said.entered ?? 1, of: said.of ?? 3 };
    case 'rescore':
    case 'difference':
    case 'set_aside':
      return { kind: said.outcome };
    case 'refused':
      return { kind: 'refused', problem: { ...NO_PROBLEM, code: said.code ?? 'unknown' } };
    case undefined:
      return { kind: 'logged', tries: item.attempts };
  }
}

function countedCustody(item: Item, shown: Shown | null | undefined): Custody {
  const upto = shown?.offsets[item.form];
  const is_shown = item.offset !== null && upto !== undefined && item.offset <= upto;
  if (is_shown) return { kind: 'shown', tries: item.attempts };
  return { kind: 'counted', tries: item.attempts, ...(shown?.is_held_back ? { is_held_back: true } : {}) };
}

/** Return the custody of a mark of which the services alone know. */
export function custodyOfCell(cell: Cell | undefined): Custody {
  if (!cell) return { kind: 'none' };
  const { panel } = cell;
  if (panel?.is_unresolved) return { kind: panel.entered === panel.of ? 'difference' : 'rescore' };
  if (panel && panel.entered > 0 && panel.entered < panel.of) return { kind: 'waiting', entered: panel.entered, of: panel.of };
  return cell.revision > 0 && cell.mark !== null ? { kind: 'counted', tries: 0 } : { kind: 'none' };
}
