/**
 * What is about to be decided on a board, by the places that its audience knows to be possible still.
 */
import { sortedIds, type SkillBoard } from '../board';
import type { ReachedRow } from './wire';

export type Near =
  | { kind: 'decided'; competitor: string; place: number }
  | { kind: 'first'; competitors: string[] } // first place is between these
  | { kind: 'close'; competitor: string; best: number; worst: number };

const RIVALS_MAX = 4; // more than that is an open race
const CLOSE = 1; // two places are left
const TOLD_TO = 5;

/** Return what is decided or nearly so near the top, from the top. */
export function nearOf(board: SkillBoard): Near[] {
  const reached = sortedIds(board).flatMap((competitor) => {
    const reach = (board.rows[competitor] as ReachedRow | undefined)?.reach;
    return reach ? [{ competitor, best: reach[0], worst: reach[1] }] : [];
  });
  const rivals = reached.filter((one) => one.best === 1);
  const found: Near[] = [];
  if (rivals.length > 1 && rivals.length <= RIVALS_MAX) found.push({ kind: 'first', competitors: rivals.map((one) => one.competitor) });
  for (const { competitor, best, worst } of reached) {
    if (best > TOLD_TO) continue;
    if (best === worst) found.push({ kind: 'decided', competitor, place: best });
    else if (worst - best <= CLOSE) found.push({ kind: 'close', competitor, best, worst });
  }
  return found;
}
