/**
 * Find skills by whatever a viewer remembers: a name in any language, a number, the leader, a region.
 */
import type { Leader, Names, OverviewHead, OverviewRow } from './board';

/** Return whether every word of the query occurs somewhere in what is known of the skill. */
export function skillMatches(row: OverviewRow, members: OverviewHead['members'], query: string): boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const known = folded([row.number, ...namesOf(row.name), ...leaderWords(row.leader, members)].join(' '));
  return words.every((word) => known.includes(word));
}

function leaderWords(leader: Leader | null, members: OverviewHead['members']): string[] {
  return leader ? [leader.name, leader.name_latin, ...namesOf(members[leader.member])] : [];
}

function namesOf(names: Names | undefined): string[] {
  return names ? [names.en, names.ru, names.kk] : [];
}

// People type е for ё; nobody types it the other way round.
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
