/**
 * The boards a viewer gets, and how a change is laid over one.
 *
 * The services compute every mark, total and place; here they are only kept and put in order, so that
 * a page can never disagree with the log.
 */

export type Names = Readonly<{ en: string; ru: string; kk: string }>;
export type State = 'not_started' | 'live' | 'frozen' | 'ended' | 'provisional' | 'final';
export type Status = 'competing' | 'absent' | 'withdrawn' | 'disqualified';
export type Policy = 'live' | 'after_lock' | 'progress' | 'nothing';

/** A mark or a percentage as the services write it, for example "42.10". Never used for arithmetic. */
export type Decimal = string;

export interface IndexRow {
  order: number;
  name: Names;
  skills: number;
  competitors: number;
}

export interface Leader {
  name: string;
  name_latin: string;
  member: string;
  total: Decimal;
}

export interface OverviewHead {
  name: Names;
  state: State | null; // null, as is the percentage, while nothing of any skill is published
  skills: number;
  competitors: number;
  marked_percent: Decimal | null;
  members: Record<string, Names>;
  video?: string | null; // where the broadcast is to be watched
}

export interface OverviewRow {
  order: number;
  number: string;
  name: Names;
  competitors: number;
  marked_percent: Decimal | null; // null, as is the state, while nothing of the skill is published
  state: State | null;
  leader: Leader | null;
  leaders: number;
}

export interface SkillHead {
  championship: string;
  skill: string;
  number: string;
  name: Names;
  championship_name: Names;
  state: State | null; // null, as is the percentage, while nothing is published
  mark_max: Decimal;
  marked_percent: Decimal | null;
  policy: Policy;
  frozen_since_ms: number | null; // the board stands still since then
  delay_ms: number; // everything is shown this much later
  members: Record<string, Names>;
  decided?: number | null; // how many places from the top are certain, by what this audience may know
}

export interface SkillRow {
  place: number | null; // null while no mark of this competitor is shown
  name: string;
  name_latin: string;
  member: string;
  status: Status | null;
  total: Decimal | null; // what the penalty leaves
  penalty: Decimal | null;
  marked: Decimal | null; // the max marks of the aspects marked so far; null while nothing is published
  aspects: number | null;
  reach?: readonly [best: number, worst: number] | null; // the places that are still possible
  group?: string | null; // of an age group, which has places of its own
}

export type Medal = 'gold' | 'silver' | 'bronze' | 'medallion';
export type TeamTable = 'points' | 'average_points' | 'scale_total' | 'scale_average' | 'alphabetical';

export interface ResultsHead {
  name: Names;
  state: 'embargo' | 'partly' | 'provisional' | 'final';
  medallion_label: Names | null;
  members: Record<string, Names>;
  skills: Record<string, { number: string; name: Names; is_final: boolean }>;
  groups: Record<string, ResultsGroup>; // by age group; '' is the main field
}

export interface ResultsGroup {
  members: MemberStanding[];
  team_tables: Record<TeamTable, { place: number | null; member: string }[]>;
  best_of_member: Best[];
  overall_best: Best[];
}

export interface MemberStanding {
  member: string;
  points: number;
  average_points: Decimal;
  scale_total: number;
  scale_average: Decimal;
  skills: number;
  persons: Record<Medal, number>;
}

export interface Best {
  member: string;
  skill: string;
  name: string | null;
  name_latin: string | null;
  scale: number;
}

export interface ResultsRow {
  skill: string;
  name: string | null;
  name_latin: string | null;
  member: string;
  group: string | null;
  place: number | null;
  total: Decimal | null;
  scale: number | null;
  medal: Medal | null;
}

/** What happened, told from the log: the pages make the sentence, in the viewer's language. */
export interface StoryItem {
  id: string;
  at_ms: number;
  type: string; // 'lead', 'climb', 'decided', 'state', 'correction'; a later one is not told
  skill?: string | null;
  competitor?: string | null;
  name?: string | null;
  name_latin?: string | null;
  member?: string | null;
  place?: number | null;
  was?: number | null; // the place before
  shared?: boolean; // others have the same place
  total?: Decimal | null; // after a correction
  total_was?: Decimal | null;
  order?: number;
  state?: State | null;
  retracted?: boolean;
}

export interface StoryHead {
  name?: Names;
  skills?: Record<string, Names>; // those that the items name
  members?: Record<string, Names>;
}

/** Who takes part, and no mark: what a person or a region is looked up in. */
export interface PeopleHead {
  championship: string;
  name: Names;
  members: Record<string, Names>;
  skills: Record<string, { number: string; name: Names }>;
}

export interface PeopleRow {
  skill: string;
  competitor: string;
  name: string | null;
  name_latin: string | null;
  member: string;
  group?: string | null;
}

interface BoardOf<Kind extends string, Head, Row> {
  readonly kind: Kind;
  readonly head: Readonly<Head>;
  readonly rows: Readonly<Record<string, Readonly<Row>>>;
}

export type IndexBoard = BoardOf<'index', Record<string, never>, IndexRow>;
export type OverviewBoard = BoardOf<'overview', OverviewHead, OverviewRow>;
export type SkillBoard = BoardOf<'skill', SkillHead, SkillRow>;
export type ResultsBoard = BoardOf<'results', ResultsHead, ResultsRow>;
export type StoryBoard = BoardOf<'story', StoryHead, StoryItem>;
export type PeopleBoard = BoardOf<'people', PeopleHead, PeopleRow>;
export type Board = IndexBoard | OverviewBoard | SkillBoard | ResultsBoard | StoryBoard | PeopleBoard;

/** What changed since the version before; a part that is absent did not change. */
export interface Delta {
  head?: Record<string, unknown>;
  rows?: Record<string, Record<string, unknown>>; // changed keys only; a new row is whole
  gone?: string[];
}

/** Return the board after the change; rows that did not change stay the same objects. */
export function applyDelta(board: Board, delta: Delta): Board {
  const rows: Record<string, unknown> = { ...board.rows };
  for (const id of delta.gone ?? []) delete rows[id];
  for (const [id, changed] of Object.entries(delta.rows ?? {})) {
    rows[id] = { ...(rows[id] as object | undefined), ...changed };
  }
  const head = delta.head ? { ...board.head, ...delta.head } : board.head;
  return { ...board, head, rows } as Board;
}

/** Return whether nothing more is to be marked. */
export function isOver(state: State | null): boolean {
  return state === 'ended' || state === 'provisional' || state === 'final';
}

/** Return whether any competitor's total is shown. */
export function hasTotals(board: SkillBoard): boolean {
  return Object.values(board.rows).some((row) => row.total !== null);
}

const AFTER_ALL_PLACES = 9999;

/** Return the ids of the rows in the order to show them: by place, then by the given order, then by id. */
export function sortedIds(board: Board): string[] {
  const keyed = Object.entries(board.rows).map(([id, row]) => ({
    id,
    place: ('place' in row ? row.place : null) ?? AFTER_ALL_PLACES,
    order: 'order' in row ? row.order : 0,
  }));
  keyed.sort((a, b) => a.place - b.place || a.order - b.order || (a.id < b.id ? -1 : 1));
  return keyed.map((row) => row.id);
}

/** Return how many places each competitor moved between two boards: 2 is two up, -1 one down. */
export function movements(before: SkillBoard, after: SkillBoard): Map<string, number> {
  const moved = new Map<string, number>();
  for (const [id, row] of Object.entries(after.rows)) {
    const place_before = before.rows[id]?.place ?? null;
    if (place_before === null || row.place === null || place_before === row.place) continue;
    moved.set(id, place_before - row.place);
  }
  return moved;
}

/** Return the places that a row can still have, where that says something: not while it can have every one. */
export function toldReach(row: SkillRow, field: number): readonly [best: number, worst: number] | null {
  if (!row.reach || row.place === null) return null;
  const [best, worst] = row.reach;
  return worst - best + 1 < field ? row.reach : null;
}
