/**
 * Which forms are late or due within a day, and whom they wait for (R31).
 */
import type { Form, FormStanding, SkillDocument, Team } from '../mark/wire';

export type Due = 'done' | 'late' | 'today' | 'later';
export type Owed = 'scores' | 'marks' | 'check' | 'sign';

export interface Debt {
  form: string;
  owed: Owed;
  due: Due;
  /** Nobody, while the form has no team: then it is the chief expert's to form one. */
  experts: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
const ENDED = ['signed', 'locked', 'released'];

/** Return how a form stands to the moment when the office says that it is due. */
export function dueOf(standing: FormStanding, now_ms: number): Due {
  const due_ms = standing.due_at_ms ?? null;
  if (ENDED.includes(standing.state)) return 'done';
  if (due_ms === null || now_ms < due_ms - DAY_MS) return 'later';
  return now_ms < due_ms ? 'today' : 'late';
}

/** Return what a form waits for next, and whom. */
export function nextDebt(form: Form, standing: FormStanding): { owed: Owed; experts: readonly string[] } | null {
  const { missing, team } = standing;
  const awaited = [...new Set(standing.panels.flatMap((panel) => panel.awaited))].filter((voice) => isPerson(voice));
  if (missing.marks.length > 0) {
    if (awaited.length > 0) return { owed: 'scores', experts: awaited };
    return { owed: form.method === 'J' ? 'scores' : 'marks', experts: markers(team) };
  }
  if (missing.checks.length > 0) return { owed: 'check', experts: team?.supervisor ? [team.supervisor] : markers(team) };
  return missing.signatures.length > 0 ? { owed: 'sign', experts: missing.signatures } : null;
}

/** Return every form that is late or due today with what it waits for, the late ones first. */
export function debts(skill: SkillDocument, standings: readonly FormStanding[], now_ms: number): Debt[] {
  const found = skill.scheme.forms.flatMap((form) => {
    const standing = standings.find((known) => known.form === form.id);
    const due = standing ? dueOf(standing, now_ms) : 'later';
    const next = standing && nextDebt(form, standing);
    return next && (due === 'late' || due === 'today') ? [{ form: form.id, due, ...next }] : [];
  });
  return [...found.filter((debt) => debt.due === 'late'), ...found.filter((debt) => debt.due === 'today')];
}

function markers(team: Team | null): readonly string[] {
  return team ? [...team.experts, ...team.second_pair] : [];
}

/** Pairs that measure are awaited by number, not by name. */
function isPerson(voice: string): boolean {
  return voice !== '1' && voice !== '2';
}
