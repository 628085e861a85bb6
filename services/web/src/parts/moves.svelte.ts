/**
 * Who moved a moment ago: remembered for as long as a viewer needs to look up from the total to the arrow.
 */
import { movements, type SkillBoard } from '../lib/board';
import { device_clock } from '../lib/clock';

export interface Move {
  by: number; // places gained; below zero: lost
  turn: number; // another number for another move, so that its sign plays again
}

const GLOWING_MAX = 12;
const SHOWN_MS = 5_000;

export class Moves {
  of = $state.raw<ReadonlyMap<string, Move>>(new Map());

  /** Whether a few rose: when half of the board glows, nobody is pointed out, and it costs the most. */
  get are_few(): boolean {
    return this.of.size <= GLOWING_MAX;
  }

  #before: SkillBoard | null = null;
  #turn = 0;

  /** Take note of the board that is shown now. */
  note(board: SkillBoard): void {
    const moved = this.#before ? movements(this.#before, board) : new Map<string, number>();
    this.#before = board;
    if (moved.size === 0) return;
    const turn = ++this.#turn;
    this.of = new Map([...this.of, ...[...moved].map(([id, by]) => [id, { by, turn }] as const)]);
    device_clock.after(SHOWN_MS, () => this.#forget(turn));
  }

  #forget(turn: number): void {
    this.of = new Map([...this.of].filter(([, move]) => move.turn > turn));
  }
}
