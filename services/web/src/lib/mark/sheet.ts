/**
 * What one square of a sheet shows: the services' mark, and over it what this device has entered since.
 */
import { custodyOf, custodyOfCell, type Custody } from './custody';
import { isRemark } from './remarks';
import { isHeld, isUnsettled, type Entry, type Item, type Sheet } from './outbox';
import type { AsideEntry, Aspect, Cell, Panel, Shown, SkillDocument, Value } from './wire';

export interface Square {
  value: Value | null;
  custody: Custody;
  /** What a new entry must be based on (R33). */
  based_on: number;
  after: string | undefined;
  /** An entry now would be a correction: something stands, or may stand, that has left the device (R30). */
  needs_reason: boolean;
  /** An own entry that can still be taken back. */
  is_held: boolean;
  panel: Panel | null;
  reason: string | null;
  by: string | null;
  set_aside: AsideEntry[];
}

export interface Known {
  form: string;
  items: readonly Item[];
  under_way: ReadonlySet<string>;
  /** Which marks are on screens; null while nobody can tell, or where none ever is. */
  shown: Shown | null;
}

interface Own {
  item: Item;
  entry: Entry;
}

/** Return the square of an aspect; ``items`` are the sheet's, in order of entry. */
export function squareOf(aspect: string, cell: Cell | undefined, known: Known): Square {
  const own = newestOwn(aspect, cell, known.items);
  const revision = cell?.revision ?? 0;
  const stands = cell !== undefined && cell.mark !== null;
  const base = {
    panel: cell?.panel ?? null, reason: cell?.reason ?? null, by: cell?.by ?? null, set_aside: cell?.set_aside ?? [],
  };
  if (!own) {
    const value = standingValue(cell);
    return { ...base, value, custody: custodyOfCell(cell, known.form, known.shown), based_on: revision, after: undefined, needs_reason: stands, is_held: false };
  }
  const custody = custodyOf(own.item, own.entry, known.under_way, { cell, shown: known.shown });
  const is_held = isHeld(own.item);
  const is_kept = custody.kind !== 'refused' && custody.kind !== 'set_aside';
  const counted = own.item.outcomes.find((said) => said.aspect === aspect);
  return {
    ...base,
    value: is_kept ? valueOf(own.entry) : standingValue(cell),
    custody,
    based_on: is_kept && !is_held && counted ? Math.max(revision, counted.revision) : is_held ? own.entry.based_on : revision,
    after: is_held ? own.entry.after : isUnsettled(own.item) ? own.item.id : undefined,
    needs_reason: is_held ? own.entry.reason !== undefined : is_kept ? !isSpoken(own, custody, stands) : stands,
    is_held,
  };
}

/** A panel's score may change until all have spoken, and after a re-score there is nothing to correct yet (R22, R23). */
function isSpoken(own: Own, custody: Custody, stands: boolean): boolean {
  const is_of_panel = own.entry.score !== undefined || ['rescore', 'difference', 'waiting'].includes(custody.kind);
  return is_of_panel && !stands && custody.kind !== 'counted' && custody.kind !== 'shown';
}

/** Return the own entry that tells more than the cell does; a cell that has caught up with it wins. */
function newestOwn(aspect: string, cell: Cell | undefined, items: readonly Item[]): Own | null {
  for (const item of [...items].reverse()) {
    const entry = item.entries.find((other) => other.aspect === aspect && !isRemark(other));
    if (!entry) continue;
    if (item.phase !== 'done') return { item, entry };
    const said = item.outcomes.find((outcome) => outcome.aspect === aspect);
    if (!said) return { item, entry };
    const revision = cell?.revision ?? 0;
    if (said.outcome === 'counted') return revision > said.revision ? null : { item, entry };
    if (said.outcome === 'set_aside') return isDecided(item.id, said.revision, cell) ? null : { item, entry };
    return isOutspoken(said.revision, said.attempt, cell) ? null : { item, entry };
  }
  return null;
}

export function isDecided(submission: string, seen: number, cell: Cell | undefined): boolean {
  return cell !== undefined && cell.revision >= seen && !cell.set_aside.some((aside) => aside.submission === submission);
}

export function isOutspoken(revision: number, attempt: number | undefined, cell: Cell | undefined): boolean {
  if (!cell) return false;
  if (cell.revision > revision) return true;
  return cell.panel !== null && (cell.panel.attempt > (attempt ?? 1) || cell.panel.is_unresolved);
}

export function valueOf(entry: Entry): Value {
  const { mark, score, scores, deductions, measured } = entry;
  return Object.fromEntries(
    Object.entries({ mark, score, scores, deductions, measured }).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** Return what was entered for the mark that stands, or what this expert has said in the attempt going on. */
export function standingValue(cell: Cell | undefined): Value | null {
  if (!cell) return null;
  const own = cell.panel?.own_score ?? null;
  if (own !== null) return typeof own === 'string' ? { mark: own } : { score: own };
  if (cell.mark === null) return null;
  if (cell.deductions !== null) return { deductions: cell.deductions };
  if (cell.measured !== null) return { measured: cell.measured };
  return cell.scores !== null ? { scores: cell.scores } : { mark: cell.mark };
}

export function isSameValue(one: Value | null, other: Value): boolean {
  return one !== null && JSON.stringify(valueOf(one as Entry)) === JSON.stringify(valueOf(other as Entry));
}

/** Return what is given for an aspect so far: nothing, all, or some voices. */
export function isFilled(square: Square): boolean {
  return square.value !== null && square.custody.kind !== 'rescore';
}

export function aspectsOf(skill: SkillDocument, form: string): Aspect[] {
  const ids = skill.scheme.forms.find((known) => known.id === form)?.aspects ?? [];
  const all = skill.scheme.criteria.flatMap((c) => c.sub_criteria.flatMap((s) => s.aspects));
  return ids.flatMap((id) => all.find((aspect) => aspect.id === id) ?? []);
}

export function sheetOf(skill: SkillDocument, form: string, competitor: string): Sheet {
  return { championship: skill.championship, skill: skill.skill, form, competitor };
}
