/**
 * The story of a championship: which of its items can be told, newest first, and as what.
 *
 * The services say what happened; the sentence is made here. An item of a kind that this page does not know is left
 * out, for the services may be upgraded first.
 */
import type { Board, StoryItem } from './board';

const KINDS = new Set(['lead', 'climb', 'decided', 'state', 'correction']);

/** Return the items to tell, newest first; a retracted one stays, to be shown as such. */
export function storyItems(board: Board | null): StoryItem[] {
  if (board?.kind !== 'story') return [];
  const items = Object.entries(board.rows).map(([id, item]) => ({ ...item, id }));
  const known = items.filter((item) => KINDS.has(item.type));
  return known.sort((a, b) => (b.order ?? 0) - (a.order ?? 0) || b.at_ms - a.at_ms || (a.id < b.id ? 1 : -1));
}
