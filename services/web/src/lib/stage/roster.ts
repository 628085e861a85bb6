/**
 * Whom a theme can show: the championship's competitors and members, found by a name, a region, or the name of a file.
 */
import type { Names } from '../board';
import { personName, type Lang } from '../format';
import { entriesOf, membersFound, entriesFound, type Boards, type Entry } from '../people';

/** Return the competitors that a search means, each once; all when nothing is searched. */
export function competitorsFound(boards: Boards, query: string): Entry[] {
  const found = query.trim() === '' ? entriesOf(boards) : entriesFound(boards, query, Infinity);
  return [...new Map(found.map((entry) => [entry.id, entry])).values()];
}

/** Return the members that a search means, by name; all when nothing is searched. */
export function membersSearched(members: Readonly<Record<string, Names>>, query: string, lang: Lang): string[] {
  const found = query.trim() === '' ? Object.keys(members) : membersFound(members, query);
  return found.sort((a, b) => (members[a]?.[lang] ?? a).localeCompare(members[b]?.[lang] ?? b, lang));
}

/** Return all members that any skill tells of. */
export function membersOf(boards: Boards): Record<string, Names> {
  return Object.assign({}, ...[...boards.values()].map((board) => board.head.members)) as Record<string, Names>;
}

/** Return the id of the competitor after whom a file is named, by id or by full name in either script; null when unsure. */
export function ownerOf(file: string, boards: Boards): string | null {
  const stem = folded(file.replace(/\.[^.]*$/, ''));
  const meant = entriesOf(boards).filter(({ id, row }) => [id, personName(row, 'en'), personName(row, 'kk')].some((known) => folded(known) === stem));
  const ids = new Set(meant.map(({ id }) => id));
  return ids.size === 1 ? (meant[0]?.id ?? null) : null;
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/[\s_-]+/g, ' ').trim();
}
