/**
 * Find skills by whatever a viewer remembers: a name in any language, a number, the leader, a region.
 */
import type { Leader, Names, OverviewHead, OverviewRow, State } from './board';

/** Return whether every word of the query occurs somewhere in what is known of the skill. */
export function skillMatches(row: OverviewRow, members: OverviewHead['members'], query: string): boolean {
  return matches([row.number, ...namesOf(row.name), ...leaderWords(row.leader, members)], query);
}

/** Return whether every word of the query occurs somewhere in what is known. */
export function matches(known: readonly string[], query: string): boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const text = folded(known.join(' '));
  return words.every((word) => text.includes(word));
}

/** Return whether a skill in ``state`` is among those chosen: a frozen one still lives, a final one has ended. */
export function isAmong(state: State | null, chosen: State | null): boolean {
  if (chosen === null || state === chosen) return true;
  return state === 'frozen' ? chosen === 'live' : chosen === 'ended' && (state === 'provisional' || state === 'final');
}

function leaderWords(leader: Leader | null, members: OverviewHead['members']): string[] {
  return leader ? [leader.name, leader.name_latin, ...namesOf(members[leader.member])] : [];
}

export function namesOf(names: Names | undefined): string[] {
  return names ? [names.en, names.ru, names.kk] : [];
}

// People type е for ё; nobody types it the other way round.
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
