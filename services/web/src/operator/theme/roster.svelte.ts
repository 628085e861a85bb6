/**
 * The boards of all skills, for whoever must find a competitor in any of them.
 */
import { untrack } from 'svelte';
import type { SkillBoard } from '../../lib/board';
import { kindOf, type Boards } from '../../stage/boards.svelte';

/** Follow the boards that ``wanted`` names, with blanks between: a text, so that only another list begins anew. */
export function followAll(boards: Boards, wanted: () => string): { readonly found: ReadonlyMap<string, SkillBoard> } {
  let found = $state.raw<ReadonlyMap<string, SkillBoard>>(new Map());
  $effect(() => {
    const names = wanted().split(' ').filter(Boolean);
    const stops = names.map((name) =>
      boards.link.client.subscribe(name, (view) => {
        const board = kindOf(view.board, 'skill');
        if (board) untrack(() => (found = new Map(found).set(name, board)));
      }),
    );
    return () => stops.forEach((stop) => stop());
  });
  return {
    get found() {
      return found;
    },
  };
}
