/**
 * The expert's day: which forms, what is missing on each, and which competitor comes next.
 */
import { isIn } from './panel';
import type { Form, FormsAnswer, FormStanding, SkillDocument } from './wire';

/** Return the marking day, from 1, that it is at the venue; null before, after and between them. */
export function dayToday(skill: SkillDocument, now_ms: number): number | null {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: skill.time_zone, dateStyle: 'short' }).format(now_ms);
  const at = skill.days.indexOf(today);
  return at < 0 ? null : at + 1;
}

/** Return the day to show first: today's, else the first with an open form, else the last. */
export function dayToShow(skill: SkillDocument, standings: FormsAnswer | null, now_ms: number): number {
  const today = dayToday(skill, now_ms);
  if (today !== null) return today;
  const open = standings?.forms.find((form) => form.state === 'open')?.day;
  return open ?? (standings ? skill.days.length : 1);
}

export interface OwnForm {
  form: Form;
  standing: FormStanding | undefined;
}

/** Return the forms that the expert marks, in the scheme's order: those without a team are everybody's. */
export function ownForms(skill: SkillDocument, standings: FormsAnswer | null, subject: string, role: string): OwnForm[] {
  const by_id = new Map(standings?.forms.map((standing) => [standing.form, standing]));
  return skill.scheme.forms
    .map((form) => ({ form, standing: by_id.get(form.id) }))
    .filter(({ standing }) => role !== 'expert' || !standing?.team || isIn(standing.team, subject));
}

export function daysOf(forms: readonly OwnForm[]): number[] {
  return [...new Set(forms.map(({ form }) => form.day))].sort((a, b) => a - b);
}

/** Return the competitor after ``current`` in the skill's order; null at the end. */
export function nextCompetitor(skill: SkillDocument, current: string, step: 1 | -1): string | null {
  const order = skill.competitors.filter((one) => one.status === 'competing' || one.id === current);
  const at = order.findIndex((one) => one.id === current);
  return order[at + step]?.id ?? null;
}

export type NextStep = { kind: 'rescore' | 'marks' | 'check'; count: number } | { kind: 'sign' | 'done' };

/** Return the one thing that this expert's form asks for next. */
export function nextStep(standing: FormStanding | undefined, subject: string): NextStep {
  if (!standing) return { kind: 'marks', count: 0 };
  const apart = standing.panels.filter((panel) => panel.is_unresolved).length;
  if (apart > 0) return { kind: 'rescore', count: apart };
  if (standing.missing.marks.length > 0) return { kind: 'marks', count: standing.missing.marks.length };
  if (standing.missing.checks.length > 0) return { kind: 'check', count: standing.missing.checks.length };
  return standing.missing.signatures.includes(subject) ? { kind: 'sign' } : { kind: 'done' };
}

/** Say whether this expert may check the form's sheets: the supervisor where there is one, else who marks it. */
export function mayCheck(standing: FormStanding | undefined, subject: string): boolean {
  const team = standing?.team;
  if (!team) return true;
  return team.supervisor === null ? isIn(team, subject) : team.supervisor === subject;
}
