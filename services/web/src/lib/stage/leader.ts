/**
 * Who is alone in first place: the one that a leader's graphic may name.
 */
import type { SkillBoard } from '../board';

/** Return the id of the one competitor in first place; null where nobody is, or several are. */
export function leaderOf(board: SkillBoard): string | null {
  const first = Object.entries(board.rows).filter(([, row]) => row.place === 1);
  return first.length === 1 ? (first[0]?.[0] ?? null) : null;
}
