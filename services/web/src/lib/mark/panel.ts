/**
 * In which way this expert enters scores, and whom the compatriot rule keeps away (R21, R22).
 */
import type { Aspect, FormStanding, Judging, Method, Panel, SkillDocument, Team } from './wire';

export const THE_FIELDS_RULE: Judging = { judges: 3, scale: 3, spread_max: 1, lowest: 0 };

export function judgingOf(skill: SkillDocument, aspect: Aspect): Judging {
  return aspect.judging ?? skill.scheme.rules?.judging ?? THE_FIELDS_RULE;
}

/**
 * own: this expert's score only. panel: all three were shown at once and are entered together. none: the expert
 * does not mark this sheet.
 */
export type Voice = { kind: 'own' } | { kind: 'panel' } | { kind: 'none'; why: 'compatriot' | 'not_in_team' | 'not_on_panel' };

export interface Who {
  subject: string;
  role: string;
  /** The device is set to enter for the whole panel. */
  for_panel: boolean;
}

export function voiceOn(skill: SkillDocument, standing: FormStanding | undefined, method: Method, competitor: string, who: Who): Voice {
  if (who.role === 'trainee') return { kind: 'own' }; // nothing of it counts
  const member = skill.competitors.find((known) => known.id === competitor)?.member;
  const own = skill.experts.find((known) => known.id === who.subject)?.member;
  if (own !== undefined && own === member) return { kind: 'none', why: 'compatriot' };
  const team = standing?.team ?? null;
  if (team === null) return { kind: method === 'J' ? 'panel' : 'own' };
  if (who.role !== 'clerk' && !isIn(team, who.subject)) return { kind: 'none', why: 'not_in_team' };
  if (method === 'M') return { kind: 'own' };
  if (who.role === 'clerk' || (who.for_panel && mayEnterForAll(skill, team, who.subject, member))) return { kind: 'panel' };
  return panelFor(team, skill, member ?? '').includes(who.subject) ? { kind: 'own' } : { kind: 'none', why: 'not_on_panel' };
}

/**
 * Say whether this expert enters what all have shown on one device (R22): the supervisor, or one of the three for a
 * compatriot of the supervisor; nobody where each judge has a device.
 */
export function mayEnterForAll(skill: SkillDocument, team: Team, expert: string, member: string | undefined): boolean {
  if (skill.scheme.rules?.panel_devices === 'own' || team.supervisor === null) return false;
  const is_kin = skill.experts.find((known) => known.id === team.supervisor)?.member === member;
  return is_kin ? team.experts.includes(expert) : expert === team.supervisor;
}

export function isIn(team: Team, expert: string): boolean {
  return team.experts.includes(expert) || team.second_pair.includes(expert) || team.supervisor === expert;
}

/** Return the experts whose signed sheet of a competitor a clerk may type in: the team's, no compatriot (R21, R22). */
export function signersOf(skill: SkillDocument, team: Team | null, competitor: string): string[] {
  const member = skill.competitors.find((known) => known.id === competitor)?.member;
  return skill.experts.filter((expert) => expert.member !== member && (!team || isIn(team, expert.id))).map((expert) => expert.id);
}

/** Return who scores a competitor of ``member``: the supervisor steps in for a compatriot (R21). */
export function panelFor(team: Team, skill: SkillDocument, member: string): string[] {
  const isCompatriot = (expert: string) => skill.experts.find((known) => known.id === expert)?.member === member;
  return team.experts.map((expert) => (isCompatriot(expert) && team.supervisor !== null ? team.supervisor : expert));
}

/** Return the scores of the attempt that ended without a mark, lowest first; null while none has. */
export function lastScores(panel: Panel | null): (number | string)[] | null {
  const last = panel?.is_unresolved ? panel.attempts.at(-1) : undefined;
  return last ? Object.values(last.scores).sort((a, b) => Number(a) - Number(b)) : null;
}

/** Say whether the scores of a whole panel must be given again (R23). */
export function isSpreadTooLarge(scores: readonly number[], rule: Judging): boolean {
  return rule.spread_max !== null && scores.length > 0 && Math.max(...scores) - Math.min(...scores) > rule.spread_max;
}
