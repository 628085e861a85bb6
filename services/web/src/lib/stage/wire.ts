/**
 * What the services say about screens and overlays, and what is said back.
 *
 * Two boards of the venue carry it, so that a screen hears of its plan by the same link as of a mark.
 */
import type { Decimal, Names, OverviewBoard, ResultsBoard, SkillBoard, SkillRow, State } from '../board';
import type { Lang } from '../format';
import type { Position } from '../wire';

/** What every plan may add to what it shows. */
export interface PlanExtras {
  languages?: Lang[]; // one to three, all at once; absent: every one
  ticker?: boolean;
  clock?: boolean;
}

export type PlanBody =
  | { type: 'board'; board: string }
  | { type: 'carousel'; boards: string[]; seconds: number }
  | { type: 'results'; part: 'teams' | 'medals' }
  | { type: 'timetable'; lines: TimetableLine[] }
  | { type: 'ticker'; lines: Names[] }
  | { type: 'sponsors'; images: string[]; seconds: number }
  | { type: 'qr'; path: string }
  | { type: 'message'; text: Names }
  | { type: 'blackout' };

export type Plan = PlanBody & PlanExtras;
export type PlanType = Plan['type'];

export interface TimetableLine {
  at_ms: number;
  text: Names;
}

export interface ScreenRow {
  name: string;
  groups: string[];
  plan: Plan | null; // null until the operator has chosen
  revision: number;
  reload: number; // counts the commands to load the page anew
  locked: boolean; // nobody may change it by accident
}

export interface ScheduleLine {
  at_ms: number;
  screens?: string[];
  groups?: string[];
  plan: Plan;
}

export interface ScreensBoard {
  readonly kind: 'screens';
  readonly head: { schedule: ScheduleLine[] };
  readonly rows: Readonly<Record<string, ScreenRow>>;
}

export const SLOTS = ['side', 'lower', 'full', 'ticker'] as const;
export type Slot = (typeof SLOTS)[number];

export type Scene =
  | { type: 'board'; board: string }
  | { type: 'competitor'; board: string; competitor: string }
  | { type: 'leader'; board: string }
  | { type: 'ticker'; lines: Names[] }
  | { type: 'table'; board: string };

export type Scenes = Partial<Record<Slot, Scene | null>>;

/** How a championship looks; whatever is absent stays Bayge's own. */
export interface Theme {
  ground?: string; // colours as #rrggbb
  panel?: string;
  ink?: string;
  accent?: string;
  name?: Names;
  logo?: string; // a path on this origin, or a data: address
  sponsors?: string[];
  flags?: Record<string, string>; // by member
  photos?: Record<string, string>; // by competitor
  pronunciations?: Record<string, string>; // by competitor: how the name is said
  languages?: Lang[];
}

export interface OverlaysBoard {
  readonly kind: 'overlays';
  readonly head: { program: Scenes; preview: Scenes; revision: number; theme: Theme };
  readonly rows: Readonly<Record<string, never>>;
}

/** What happened, told from the log; the pages make the sentence (lib/stage/story). */
export interface StoryItem {
  order: number;
  type: string; // 'lead', 'climb', 'decided', 'state', 'correction'; a later one is not told
  at_ms: number;
  skill: string;
  retracted: boolean; // a correction has undone it
  competitor?: string | null;
  name?: string | null;
  name_latin?: string | null;
  member?: string | null;
  place?: number | null;
  shared?: boolean; // others have the same place
  total?: Decimal;
  total_was?: Decimal;
  state?: State;
}

export interface StoryBoard {
  readonly kind: 'story';
  readonly head: { skills: Record<string, Names>; members: Record<string, Names> };
  readonly rows: Readonly<Record<string, StoryItem>>;
}

/** A row with the places that its audience knows to be possible still; absent where no marks are shown. */
export type ReachedRow = SkillRow & { reach?: readonly [best: number, worst: number] | null };

/** What a page of the venue may follow. */
export type StageBoard = SkillBoard | OverviewBoard | ResultsBoard | ScreensBoard | OverlaysBoard | StoryBoard;

export interface Session {
  token: string;
  expires_at_ms: number;
  role: string;
  championship: string;
  subject: string;
}

export interface Registered {
  screen: string;
  code: string;
  key: string;
  expires_at_ms: number;
}

export interface Beat {
  plan_revision: number;
  painted: Record<string, [string, number]>;
  size: [number, number];
  page_version: string;
  is_stale: boolean;
}

export interface ScreenReport {
  screen: string;
  name: string;
  groups: string[];
  plan: Plan | null;
  revision: number;
  locked: boolean;
  seen_ms: number | null;
  plan_revision: number | null;
  painted: Record<string, [string, number]>;
  is_stale: boolean | null;
  size: [number, number] | null;
}

export interface ScreensReport {
  screens: ScreenReport[];
  boards: Record<string, Position & { on: number; of: number }>;
}
