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

/** What the services say of a mark: its cell, and which marks are on screens. */
export interface Told {
  cell?: Cell | undefined;
  shown?: Shown | null;
}

/** Return the custody of one own entry; ``under_way`` holds the ids whose request is out this moment. */
export function custodyOf(item: Item, entry: Entry, under_way: ReadonlySet<string>, told: Told = {}): Custody {
  switch (item.phase) {
    case 'held':
    case 'trying':
      return { kind: under_way.has(item.id) ? 'sent' : 'saved', tries: item.attempts };
    case 'logged':
      return { kind: 'logged', tries: item.attempts };
    case 'refused':
      return { kind: 'refused', problem: item.problem ?? NO_PROBLEM };
    case 'done':
      return outcomeCustody(item, item.outcomes.find((said) => said.aspect === entry.aspect), told);
  }
}

const NO_PROBLEM: Problem = { code: 'unknown', title: '', detail: '', status: 0 };

function outcomeCustody(item: Item, said: EntryOutcome | undefined, { cell, shown }: Told): Custody {
  switch (said?.outcome) {
    case 'counted':
      return countedCustody(firstPlace(item, said, cell), item.form, shown, item.attempts);
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

/** What was sent again is answered from its second place in the log; it has counted since the first, which the cell tells. */
function firstPlace(item: Item, said: EntryOutcome, cell: Cell | undefined): number | null {
  return (cell?.revision === said.revision ? cell.offset : null) ?? item.offset;
}

/** Of a mark whose place in the log is not known, nothing is said about screens. */
function countedCustody(offset: number | null, form: string, shown: Shown | null | undefined, tries: number): Custody {
  if (!shown || offset === null) return { kind: 'counted', tries };
  if (offset <= (shown.offsets[form] ?? -1)) return { kind: 'shown', tries };
  return { kind: 'counted', tries, ...(shown.is_held_back ? { is_held_back: true } : {}) };
}

/** Return the custody of a mark on ``form`` of which the services alone know: another device's, or one long settled. */
export function custodyOfCell(cell: Cell | undefined, form: string, shown?: Shown | null): Custody {
  if (!cell) return { kind: 'none' };
  const { panel } = cell;
  if (panel?.is_unresolved) return { kind: panel.entered === panel.of ? 'difference' : 'rescore' };
  if (panel && panel.entered > 0 && panel.entered < panel.of) return { kind: 'waiting', entered: panel.entered, of: panel.of };
  return cell.revision > 0 && cell.mark !== null ? countedCustody(cell.offset ?? null, form, shown, 0) : { kind: 'none' };
}
