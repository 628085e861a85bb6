/**
 * What a row of the board of all skills says about first place, and what it does not.
 */
import type { Names, OverviewRow } from '../board';
import { wordIn } from './words';

/** Return a text that changes when somebody else leads; a higher total of the same leader is no news. */
export function leadKey(row: OverviewRow): string {
  return row.leader ? JSON.stringify([row.leader.member, row.leader.name, row.leader.name_latin]) : '';
}

/** Return what stands where nobody is named: nothing is published, or totals come later; null before the first mark. */
export function leadRemark(row: OverviewRow): Names | null {
  if (row.leader) return null;
  if (row.state === null) return wordIn('nothing');
  return row.state === 'not_started' ? null : wordIn('progress');
}
