/**
 * One queue for all rows on the page that have something new to show or another place in the document: a few have
 * their turn in a frame, in the order in which they asked. Fifty rows that are written, laid out and painted in one
 * task hold the page for longer than a frame lasts.
 */
import { afterFrames } from './ticks';

const TURNS_A_FRAME = 6;
const SETTING_OFF = 2; // frames: the first is the one in which rows set off, and has enough to do

const waiting = new Map<object, () => void>(); // by who asked, first come, first served
let cancel: (() => void) | null = null; // of the next frame; null while none waits for it
let has_given_way = false; // since a turn was last had

/** Act when it is the turn of ``who``; an act that waits already is replaced and keeps its turn. */
export function inTurn(who: object, act: () => void): void {
  waiting.set(who, act);
  cancel ??= afterFrames(SETTING_OFF, () => take(TURNS_A_FRAME));
}

/** Leave the next frame to rows that set off in it; not twice on end, or nobody's turn would ever come. */
export function giveWay(): void {
  if (cancel === null || has_given_way) return;
  has_given_way = true;
  cancel();
  cancel = afterFrames(SETTING_OFF, () => take(TURNS_A_FRAME));
}

/** Take back what waits for its turn. */
export function outOfTurn(who: object): void {
  waiting.delete(who);
}

/** Return whether nothing waits for its turn. */
export function isAllShown(): boolean {
  return waiting.size === 0;
}

/** Let everything that waits have its turn now: the page is not looked at any more, and draws no frames. */
export function endTurns(): void {
  cancel?.();
  cancel = null;
  while (waiting.size > 0) take(waiting.size);
}

function take(turns: number): void {
  has_given_way = false;
  for (let turn = 0; turn < turns; turn += 1) {
    const [first] = waiting;
    if (!first) break;
    const [who, act] = first;
    waiting.delete(who);
    act();
  }
  cancel = waiting.size > 0 ? afterFrames(1, () => take(TURNS_A_FRAME)) : null;
}
