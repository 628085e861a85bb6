/**
 * The boards that the parts of a page follow, lent to them by context: a screen and its preview draw alike.
 */
import { getContext, setContext } from 'svelte';
import { device_clock } from '../lib/clock';
import type { Board } from '../lib/board';
import type { View } from '../lib/live';
import { OwnTask } from '../lib/own-task';
import { Pace } from '../lib/pace';
import type { StageBoard } from '../lib/stage/wire';
import type { StageLink } from './link.svelte';

const GAP_MS = 200; // eight marks of one panel arrive within this; see lib/pace
const KEY = Symbol('boards');
const NOTHING: StageView = { board: null, at_ms: 0, problem: null };

export type StageView = Omit<View, 'board'> & { board: StageBoard | null };

export interface Boards {
  link: StageLink;
  /** What was known of a board before the page was loaded, for a start without a network. */
  before: (board: string) => StageView | null;
}

export function lendBoards(boards: Boards): void {
  setContext(KEY, boards);
}

export function lentBoards(): Boards {
  return getContext<Boards>(KEY);
}

/** Follow whatever board ``wanted`` says, for as long as the calling component is on the page. */
export function followBoard(wanted: () => string | null): { readonly view: StageView } {
  return followOn(lentBoards(), wanted);
}

export function followOn(boards: Boards, wanted: () => string | null): { readonly view: StageView } {
  let view = $state.raw<StageView>(NOTHING);
  $effect(() => {
    const board = wanted();
    view = (board !== null && boards.before(board)) || NOTHING;
    if (board === null) return;
    const own = new OwnTask<View>(device_clock, (next) => (view = next as StageView));
    const pace = new Pace<View>(device_clock, GAP_MS, (next) => own.put(next));
    const stop = boards.link.client.subscribe(board, (next) => pace.put(next));
    return () => {
      stop();
      pace.stop();
      own.stop();
    };
  });
  return {
    get view() {
      return view;
    },
  };
}

/** Read a board of the venue as the link gives it: the live client lays changes over any board alike. */
export function kindOf<Kind extends StageBoard['kind']>(board: StageBoard | Board | null, kind: Kind): Extract<StageBoard, { kind: Kind }> | null {
  return board?.kind === kind ? (board as Extract<StageBoard, { kind: Kind }>) : null;
}
