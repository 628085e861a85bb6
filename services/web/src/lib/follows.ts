/**
 * Whom a viewer follows, and what of a change is news to them.
 *
 * Kept on the device alone: nobody else learns whom a viewer follows.
 */
import type { SkillBoard, SkillRow } from './board';

export interface Follow {
  kind: 'competitor' | 'member';
  championship: string;
  id: string;
}

export interface News {
  championship: string;
  skill: string;
  competitor: string;
  row: SkillRow;
  was: number | null; // the place before; null when there was none
}

/** Return whom the text names; what cannot be read counts as nobody. */
export function followsFrom(text: string | null): Follow[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read.filter(isFollow) : [];
  } catch (fault) {
    if (fault instanceof SyntaxError) return [];
    throw fault;
  }
}

/** Return the list with the one added, or without it when it was there. */
export function toggled(follows: readonly Follow[], one: Follow): Follow[] {
  const others = follows.filter((follow) => !isSame(follow, one));
  return others.length < follows.length ? others : [...follows, one];
}

export function isSame(a: Follow, b: Follow): boolean {
  return a.kind === b.kind && a.championship === b.championship && a.id === b.id;
}

/** Return whether a competitor is followed, alone or with their member. */
export function isFollowed(one: { competitor: string; member: string }, championship: string, follows: readonly Follow[]): boolean {
  return follows.some((follow) => follow.championship === championship && follow.id === one[follow.kind]);
}

/** Return which places of the followed have changed between two states of a board. */
export function newsOf(before: SkillBoard, after: SkillBoard, follows: readonly Follow[]): News[] {
  const { championship, skill } = after.head;
  return Object.entries(after.rows).flatMap(([competitor, row]) => {
    const was = before.rows[competitor]?.place ?? null;
    const is_followed = isFollowed({ competitor, member: row.member }, championship, follows);
    if (!is_followed || row.place === null || row.place === was) return [];
    return [{ championship, skill, competitor, row, was }];
  });
}

function isFollow(one: unknown): one is Follow {
  if (typeof one !== 'object' || one === null) return false;
  const { kind, championship, id } = one as Record<string, unknown>;
  return (kind === 'competitor' || kind === 'member') && typeof championship === 'string' && typeof id === 'string';
}
