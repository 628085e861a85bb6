/**
 * The competitors of a championship, gathered from the boards of its skills: for a region, for a search, for one person.
 *
 * No board of people exists: each audience knows of a competitor exactly what the boards of the skills say.
 */
import type { Names, SkillBoard, SkillRow } from './board';
import { matches, namesOf } from './find';

export type Boards = ReadonlyMap<string, SkillBoard>; // by the id of the skill

export interface Entry {
  id: string;
  skill: string;
  row: SkillRow;
  board: SkillBoard;
}

/** Return everybody, by skill in the order given by the skills' numbers. */
export function entriesOf(boards: Boards): Entry[] {
  const ordered = [...boards].sort(([a, x], [b, y]) => numberOf(x) - numberOf(y) || (a < b ? -1 : 1));
  return ordered.flatMap(([skill, board]) => Object.entries(board.rows).map(([id, row]) => ({ id, skill, row, board })));
}

/** Return the competitors of a member, the best places first. */
export function ofMember(boards: Boards, member: string): Entry[] {
  const entries = entriesOf(boards).filter((entry) => entry.row.member === member);
  return entries.sort((a, b) => (a.row.place ?? Infinity) - (b.row.place ?? Infinity) || 0);
}

/** Return where a competitor takes part. */
export function ofCompetitor(boards: Boards, competitor: string): Entry[] {
  return entriesOf(boards).filter((entry) => entry.id === competitor);
}

/** Return whom the query means, by a name in either script or the region; at most ``count``. */
export function peopleFound(boards: Boards, query: string, count: number): Entry[] {
  if (query.trim() === '') return [];
  const known = ({ row, board }: Entry) => [row.name ?? '', row.name_latin ?? '', ...namesOf(board.head.members[row.member])];
  return entriesOf(boards)
    .filter((entry) => matches(known(entry), query))
    .slice(0, count);
}

/** Return the members whose name the query means. */
export function membersFound(members: Readonly<Record<string, Names>>, query: string): string[] {
  if (query.trim() === '') return [];
  return Object.keys(members).filter((id) => matches([id, ...namesOf(members[id])], query));
}

function numberOf(board: SkillBoard): number {
  return Number(board.head.number) || Infinity;
}
