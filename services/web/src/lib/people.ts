/**
 * The competitors of a championship: for a region, for a search, for one person.
 *
 * The board of people says who takes part where; how they stand only the boards of their skills say, so a page reads
 * that one and then no more boards than it needs.
 */
import type { Names, PeopleBoard, PeopleRow, SkillBoard, SkillRow } from './board';
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

/** Return the skills in which those meant take part. */
export function skillsOf(board: PeopleBoard, is_meant: (row: PeopleRow) => boolean): string[] {
  return [...new Set(Object.values(board.rows).filter(is_meant).map(({ skill }) => skill))];
}

/** Return whom the query means, by a name in either script or the region; at most ``count``, by the skills' numbers. */
export function peopleFound({ head, rows }: PeopleBoard, query: string, count: number): PeopleRow[] {
  if (query.trim() === '') return [];
  const known = (row: PeopleRow) => [row.name ?? '', row.name_latin ?? '', ...namesOf(head.members[row.member])];
  const number = ({ skill }: PeopleRow) => Number(head.skills[skill]?.number) || Infinity;
  return Object.values(rows)
    .filter((row) => matches(known(row), query))
    .sort((a, b) => number(a) - number(b) || (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, count);
}

/** Return whom the query means among those whose boards are here; at most ``count``. */
export function entriesFound(boards: Boards, query: string, count: number): Entry[] {
  if (query.trim() === '') return [];
  const known = ({ row, board }: Entry) => [row.name ?? '', row.name_latin ?? '', ...namesOf(board.head.members[row.member])];
  return entriesOf(boards)
    .filter((entry) => matches(known(entry), query))
    .slice(0, count);
}

/** Return how those found stand, as far as the boards of their skills are here. */
export function standingOf(found: readonly PeopleRow[], boards: Boards): Entry[] {
  return found.flatMap(({ skill, competitor }) => {
    const board = boards.get(skill);
    const row = board?.rows[competitor];
    return board && row ? [{ id: competitor, skill, row, board }] : [];
  });
}

/** Return the members whose name the query means. */
export function membersFound(members: Readonly<Record<string, Names>>, query: string): string[] {
  if (query.trim() === '') return [];
  return Object.keys(members).filter((id) => matches([id, ...namesOf(members[id])], query));
}

const keyOf = ({ skill, competitor }: PeopleRow) => `${skill}/${competitor}`;

function numberOf(board: SkillBoard): number {
  return Number(board.head.number) || Infinity;
}
