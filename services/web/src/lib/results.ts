/**
 * The board of results, put in the order in which people read it. Computes no place, scale or medal.
 */
import type { MemberStanding, Medal, ResultsBoard, ResultsGroup, ResultsRow, TeamTable } from './board';

export const MEDALS: readonly Medal[] = ['gold', 'silver', 'bronze', 'medallion'];
export const TABLES: readonly TeamTable[] = ['points', 'average_points', 'scale_total', 'scale_average', 'alphabetical'];

export interface SkillMedals {
  skill: string;
  medallists: [string, ResultsRow][]; // gold first, by place; by the row's id
}

/** Return the skills that have ended, by their number, each with the medallists of an age group. */
export function medalsBySkill(board: ResultsBoard, group: string): SkillMedals[] {
  const of_skill = new Map<string, [string, ResultsRow][]>();
  for (const [id, row] of Object.entries(board.rows)) {
    if ((row.group ?? '') !== group || row.medal === null || row.medal === 'medallion') continue;
    of_skill.set(row.skill, [...(of_skill.get(row.skill) ?? []), [id, row]]);
  }
  const number = (skill: string) => Number(board.head.skills[skill]?.number) || 10_000;
  return [...of_skill]
    .sort(([a], [b]) => number(a) - number(b) || (a < b ? -1 : 1))
    .map(([skill, medallists]) => ({ skill, medallists: medallists.sort(([, a], [, b]) => rank(a) - rank(b)) }));
}

function rank(row: ResultsRow): number {
  return MEDALS.indexOf(row.medal ?? 'medallion') * 10_000 + (row.place ?? 9_999);
}

/** Return the members in the order of a team table, each with its place there. */
export function membersOf(group: ResultsGroup, table: TeamTable): { place: number | null; standing: MemberStanding }[] {
  const by_id = new Map(group.members.map((standing) => [standing.member, standing]));
  return group.team_tables[table].flatMap(({ place, member }) => {
    const standing = by_id.get(member);
    return standing ? [{ place, standing }] : [];
  });
}

/** Return what a team table ranks by, as text; nothing for the alphabetical one. */
export function valueOf(standing: MemberStanding, table: TeamTable): string {
  return table === 'alphabetical' ? '' : String(standing[table]);
}
