/**
 * What the services say to an expert's device and what it says to them: the shapes of their JSON, nothing else.
 *
 * Marks are texts with two decimals and stay texts; nothing is added up here (R27).
 */
import type { Names } from '../board';

export type Method = 'M' | 'J';
export type Role = 'expert' | 'trainee' | 'clerk' | 'chief_expert' | 'results_team' | 'organiser' | 'administrator' | 'team_leader';

export interface Band {
  from: string | null;
  to: string | null;
  mark: string;
}

export interface Judging {
  judges: number;
  scale: number;
  spread_max: number | null;
  lowest: number;
}

export interface Aspect {
  id: string;
  method: Method;
  description: string;
  extra: string;
  requirement: string;
  mark_max: string;
  score_texts: string[] | null;
  allowed_marks: string[] | null;
  deduction?: string;
  bands?: Band[];
  judging?: Judging;
}

export interface Form {
  id: string;
  sub_criterion: string;
  name: string;
  method: Method;
  day: number;
  aspects: string[];
  mark_max: string;
}

export interface Scheme {
  rules?: { judging: Judging; panel_devices?: 'one_or_own' | 'own' };
  criteria: { letter: string; name: string; sub_criteria: { id: string; name: string; day: number; aspects: Aspect[] }[] }[];
  forms: Form[];
}

export interface Person {
  id: string;
  name: string;
  name_latin: string;
  member: string;
}

export interface Competitor extends Person {
  guest: boolean;
  status: string;
}

export interface SkillDocument {
  championship: string;
  championship_name: Names;
  time_zone: string;
  days: string[];
  skill: string;
  number: string;
  name: Names;
  members: Record<string, Names>;
  scheme: Scheme;
  competitors: Competitor[];
  experts: Person[];
  offset: number;
}

export interface Me {
  subject: string;
  name: string;
  name_latin: string;
  role: Role;
  championship: string;
  device: string;
  skills: { skill: string; number: string; name: Names }[];
  expires_at_ms: number;
  server_at_ms: number;
}

export interface Team {
  experts: string[];
  supervisor: string | null;
  second_pair: string[];
}

export type FormState = 'open' | 'entered' | 'checked' | 'signed' | 'locked' | 'released';

export interface OpenPanel {
  competitor: string;
  aspect: string;
  attempt: number;
  awaited: string[];
  is_unresolved: boolean;
}

export interface FormStanding {
  form: string;
  day: number;
  state: FormState;
  sheets: { open: number; entered: number; checked: number };
  missing: { marks: string[]; checks: string[]; signatures: string[] };
  panels: OpenPanel[];
  team: Team | null;
  signatures: Record<string, number>;
  locked_by: string | null;
  released_by: string | null;
  unlock_asked_by: string | null;
  since_ms: number | null;
  due_at_ms?: number | null; // when its marking day ends, by the championship's clock (R31)
  is_overdue?: boolean;
}

export interface Appeal {
  id: string;
  competitor: string;
  form: string;
  aspect: string | null;
  state: string;
  corrected_by: string | null;
  submitted_by?: string;
  submitted_at_ms?: number;
  why?: string;
  decided_by?: string | null;
  decided_at_ms?: number | null;
  because?: string | null;
  closed_by?: string | null; // closed without a correction: nothing is left to correct
}

export interface SkillStanding {
  statuses: Record<string, string>;
  set_aside: { submission: string; aspect: string; competitor: string; form: string }[];
  appeals: Appeal[];
  is_recounted: boolean;
  is_final: boolean;
}

export interface FormsAnswer {
  forms: FormStanding[];
  skill: SkillStanding;
  offset: number;
  /** Which marks are on screens; null, or absent, while nobody can tell. */
  shown?: Shown | null;
}

export interface Shown {
  /** By form: marks up to this place in the log are shown. */
  offsets: Record<string, number>;
  /** Later marks wait for a lock, a policy, a delay or a freeze. */
  is_held_back: boolean;
}

/** What one entry says, whatever the way of marking; exactly one of the five is there. */
export interface Value {
  mark?: string;
  score?: number;
  scores?: number[];
  deductions?: number;
  measured?: string;
}

export interface Panel {
  attempt: number;
  entered: number;
  of: number;
  awaited: string[];
  /** A judge's score, or the mark that a pair measured. */
  own_score: number | string | null;
  is_unresolved: boolean;
  attempts: { scores: Record<string, number | string> }[];
}

export interface AsideEntry extends Value {
  submission: string;
  by: string;
  at_ms: number;
  /** Its value is known to its owner alone (R22). */
  is_hidden?: boolean;
}

export interface Cell {
  revision: number;
  mark: string | null;
  scores: number[] | null;
  deductions: number | null;
  measured: string | null;
  by: string | null;
  at_ms: number | null;
  /** Where in the log stands what made the mark; absent in what the device kept of an earlier version. */
  offset?: number | null;
  reason: string | null;
  /** Who typed the mark from a signed sheet, and the photo of that sheet (R22). */
  paper?: { clerk: string; photo: string } | null;
  panel: Panel | null;
  set_aside: AsideEntry[];
  remarks?: RemarkDocument[];
}

export interface RemarkDocument {
  comment: string | null;
  photos: string[];
  by: string;
  at_ms: number;
  submission: string;
}

export interface SheetDocument {
  competitor: string;
  form: string;
  state: 'open' | 'entered' | 'checked';
  aspects: Record<string, Cell>;
}

export interface SheetsAnswer {
  sheets: SheetDocument[];
  offset: number;
}

export type Outcome = 'counted' | 'waiting' | 'rescore' | 'difference' | 'set_aside' | 'noted' | 'refused';

export interface EntryOutcome {
  aspect: string;
  outcome: Outcome;
  revision: number;
  code?: string | null;
  entered?: number;
  of?: number;
  attempt?: number;
}

export interface SubmissionAnswer {
  id: string;
  status: Outcome | 'logged';
  entries?: EntryOutcome[];
  partition: number;
  offset: number;
}

export interface Problem {
  code: string;
  title: string;
  detail: string;
  /** The detail as text and id by turns, where it has ids of people, members or skills. */
  detail_parts?: readonly string[];
  status: number;
}

export interface OtherDevice {
  device: string;
  name: string;
  subject: string;
  form: string | null;
  competitor: string | null;
}
