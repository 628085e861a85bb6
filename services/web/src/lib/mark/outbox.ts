/**
 * One submission in the outbox, from the first tap to the verdict, as a value and the steps between its phases.
 *
 *   held -> trying -> logged -> done          done: every entry has its outcome
 *              |  \------------> refused      a rule forbids it; nothing of it was entered
 *              \-> held (split)               several entries were refused together: each goes alone
 *
 * Until the first attempt a submission may still change: nothing of it has left the device. From then on its
 * content is frozen, for nobody can know whether the server has it; the same id and content again is harmless.
 * What is split keeps its place in the order of entry, before all that was entered later.
 */
import { backoffMs } from '../backoff';
import { partId } from './partid';
import { fitTogether, isRemark, merged, remarkAlone } from './remarks';
import type { EntryOutcome, Problem, SubmissionAnswer, Value } from './wire';

export type Phase = 'held' | 'trying' | 'logged' | 'done' | 'refused';

export interface Entry extends Value {
  aspect: string;
  /** The revision that the expert saw (R33). */
  based_on: number;
  reason?: string;
  attempt?: number;
  comment?: string;
  /** By their SHA-256. */
  photos?: readonly string[];
  /** An own submission, not answered when this was entered, whose mark the expert saw on the screen. */
  after?: string;
}

export interface Item {
  /** Place in the order of entry; given by the store. Between two whole numbers: a part of what was split. */
  order: number;
  id: string;
  /** Who entered it: it is never sent in another's name. */
  subject: string;
  championship: string;
  skill: string;
  competitor: string;
  form: string;
  entries: Entry[];
  phase: Phase;
  made_ms: number;
  attempts: number;
  next_ms: number;
  outcomes: EntryOutcome[];
  problem: Problem | null;
  offset: number | null;
  appeal?: string;
  paper?: Paper;
  /** When the verdict or the refusal came, by the device's clock. */
  settled_ms?: number;
  /** The submission of which this entry was split off, and goes alone. */
  was?: string;
  /** It has been given to another device, so it is frozen even before it was sent from here. */
  is_handed?: boolean;
}

/** Whose signed sheet a clerk types in, and its photo (R22). */
export interface Paper {
  expert: string;
  photo: string;
}

export type NewItem = Omit<Item, 'order'>;
export type Sheet = Pick<Item, 'championship' | 'skill' | 'competitor' | 'form'>;

/** How long a tap can still be taken back before it leaves the device. */
export const HOLD_MS = 2_500;
const LONGEST_MS = 20_000; // of a back-off; a wait that seems longer means that the device's clock was set back
const VERDICT_MS = 1_000;

export function newItem(sheet: Sheet, subject: string, id: string, entry: Entry, now_ms: number, paper?: Paper): NewItem {
  return {
    ...sheet, ...(paper ? { paper } : {}), id, subject, entries: [entry], phase: 'held', made_ms: now_ms, attempts: 0,
    next_ms: now_ms + HOLD_MS, outcomes: [], problem: null, offset: null,
  };
}

export function isSameSheet(one: Sheet, other: Sheet): boolean {
  return (
    one.championship === other.championship && one.skill === other.skill &&
    one.competitor === other.competitor && one.form === other.form
  );
}

/** Say whether an item may still change: nothing of it has left the device. */
export function isHeld(item: Item): boolean {
  return item.phase === 'held' && !item.is_handed;
}

/**
 * Return the item that an entry joins: the one that holds the aspect's value, else the newest of the sheet, so that
 * nothing is entered into the past. ``open`` are the sheet's unsettled items, in order of entry.
 */
export function itemToJoin(open: readonly Item[], subject: string, entry: Entry, paper?: Paper): Item | undefined {
  const own = open.filter((item) => item.subject === subject);
  const fits = (item: Item) => isHeld(item) && isSamePaper(item, paper) && item.entries.every((other) => other.aspect !== entry.aspect || fitTogether(other, entry));
  const holder = isRemark(entry) ? undefined : own.findLast((item) => hasValue(item, entry.aspect));
  if (holder && fits(holder)) return holder;
  const newest = own.at(-1);
  const is_open = newest && fits(newest) && (newest.was === undefined || newest.entries.every(({ aspect }) => aspect === entry.aspect));
  return is_open ? newest : undefined;
}

/** Return the value that an entry takes the place of, without its remark, which stays; null where there is none. */
export function replacedBy(items: readonly Item[], subject: string, entry: Entry, paper?: Paper): Entry | null {
  const joined = itemToJoin(items.filter(isUnsettled), subject, entry, paper);
  const same = joined?.entries.find((other) => other.aspect === entry.aspect && !isRemark(other));
  if (!same) return null;
  const { comment: _, photos: __, ...plain } = same;
  return plain;
}

/** Say whether the item holds a value of the aspect that can still be taken back. */
export function holdsValue(item: Item, aspect: string): boolean {
  return isHeld(item) && hasValue(item, aspect);
}

function hasValue(item: Item, aspect: string): boolean {
  return item.entries.some((entry) => entry.aspect === aspect && !isRemark(entry));
}

function isSamePaper(item: Item, paper: Paper | undefined): boolean {
  return item.paper?.expert === paper?.expert && item.paper?.photo === paper?.photo;
}

/** What goes with a submission beside its entries. */
export interface Beside {
  /** Typed in by a clerk from signed paper. */
  paper?: Paper;
  /** The upheld appeal that a correction answers. */
  appeal?: string;
}

/** Return the held item with the entry in it; an entry of the same aspect is replaced, and the hold begins anew. */
export function withEntry(item: Item, entry: Entry, now_ms: number): Item {
  assertHeld(item);
  const same = item.entries.find((other) => other.aspect === entry.aspect);
  const others = item.entries.filter((other) => other !== same);
  return { ...item, entries: [...others, same ? merged(same, entry) : entry], next_ms: now_ms + HOLD_MS };
}

/** Return the held item without the aspect's value, its remark stays; null when nothing is left. */
export function withoutEntry(item: Item, aspect: string): Item | null {
  assertHeld(item);
  const entries = item.entries.flatMap((entry) => (entry.aspect === aspect ? (remarkAlone(entry) ?? []) : entry));
  return entries.length > 0 ? { ...item, entries } : null;
}

/** Return the photos that the item names, by their SHA-256. */
export function photosOf(item: Item): string[] {
  return [...(item.paper ? [item.paper.photo] : []), ...item.entries.flatMap((entry) => entry.photos ?? [])];
}

export function isUnsettled(item: Item): boolean {
  return item.phase === 'held' || item.phase === 'trying' || item.phase === 'logged';
}

/** Say whether the item may be sent now: its wait is over and nothing earlier of its sheet is under way. */
export function isDue(item: Item, items: readonly Item[], now_ms: number): boolean {
  return isUnsettled(item) && waitMs(item, now_ms) === 0 && !isBehind(item, items);
}

/** Return how long the item still waits; never longer than the longest back-off, whatever the clock was set to. */
export function waitMs(item: Item, now_ms: number): number {
  const wait_ms = item.next_ms - now_ms;
  return wait_ms <= 0 || wait_ms > LONGEST_MS ? 0 : wait_ms;
}

/** Another person's entry holds nobody up: it may wait for its owner for days. */
function isBehind(item: Item, items: readonly Item[]): boolean {
  return items.some((other) => other.order < item.order && other.subject === item.subject && isUnsettled(other) && isSameSheet(item, other));
}

/** Return the item as it goes out: frozen, each entry based on what the expert had seen (R33); ``before``: what it comes after. */
export function sealed(item: Item, before: readonly Item[], now_ms: number): Item {
  const begun = { attempts: item.attempts + 1, next_ms: now_ms };
  if (item.phase !== 'held') return { ...item, ...begun };
  const entries = item.entries.map((entry) => resolved(entry, before));
  return { ...item, ...begun, phase: 'trying', entries };
}

/** Return a held item as it is given to another device: frozen here, and free of what that one cannot look up. */
export function handed(item: Item, before: readonly Item[]): Item {
  if (item.phase !== 'held') return { ...item, is_handed: true };
  const isKnown = (entry: Entry) => before.some((other) => isCalled(other, entry.after) && !isUnsettled(other));
  return { ...item, is_handed: true, entries: item.entries.map((entry) => (isKnown(entry) ? resolved(entry, before) : entry)) };
}

/** Say whether the item is the submission of this id, or was split off it. */
export function isCalled(item: Item, id: string | undefined): boolean {
  return id !== undefined && (item.id === id || item.was === id);
}

function resolved(entry: Entry, before: readonly Item[]): Entry {
  const { after, ...plain } = entry;
  const said = before.filter((item) => isCalled(item, after)).flatMap((item) => item.outcomes);
  const outcome = said.find((one) => one.aspect === entry.aspect);
  // What others entered meanwhile, the expert has not seen: an entry that was set aside moves no revision.
  return outcome && outcome.outcome !== 'set_aside' ? { ...plain, based_on: outcome.revision } : plain;
}

export type Reply =
  | { kind: 'answer'; answer: SubmissionAnswer }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'lost' };

/** Return what becomes of the item by the reply: usually itself, several when it is split. */
export function replied(item: Item, reply: Reply, now_ms: number, random: () => number, newId: () => string): (Item | NewItem)[] {
  switch (reply.kind) {
    case 'lost':
      return [{ ...item, next_ms: now_ms + backoffMs(item.attempts, random) }];
    case 'problem':
      return item.entries.length > 1 ? split(item, now_ms, newId) : [{ ...item, phase: 'refused', problem: reply.problem, settled_ms: now_ms }];
    case 'answer':
      return [answered(item, reply.answer, now_ms, random)];
  }
}

function answered(item: Item, answer: SubmissionAnswer, now_ms: number, random: () => number): Item {
  if (answer.status === 'logged' || !answer.entries) {
    const next_ms = now_ms + VERDICT_MS + backoffMs(Math.max(0, item.attempts - 1), random);
    return { ...item, phase: 'logged', offset: answer.offset, next_ms };
  }
  return { ...item, phase: 'done', offset: answer.offset, outcomes: answer.entries, settled_ms: now_ms };
}

/**
 * A submission is entered whole or not at all: refused, its entries are tried alone, so that the good ones count. What
 * two devices hold, both may split: there its parts have the same ids and do not change, so that each counts once.
 */
function split(item: Item, now_ms: number, newId: () => string): NewItem[] {
  const { order: _, ...rest } = item;
  return item.entries.map((entry) => ({
    ...rest, id: item.is_handed ? partId(item.id, entry.aspect) : newId(), was: item.was ?? item.id, entries: [entry], phase: 'held', attempts: 0, next_ms: now_ms, outcomes: [], offset: null,
  }));
}

/** Return the body of the request. */
export function submissionDocument(item: Item): Record<string, unknown> {
  const { id, championship, skill, competitor, form, entries, made_ms, appeal, paper } = item;
  return { id, championship, skill, competitor, form, entries, device_at_ms: made_ms, ...(appeal ? { appeal } : {}), ...(paper ? { paper } : {}) };
}

function assertHeld(item: Item): void {
  if (!isHeld(item)) throw new Error(`${item.id} is ${item.phase}: what may have left the device does not change`);
}
