/**
 * Who moved a moment ago: remembered for as long as a viewer needs to look up from the total to the arrow.
 */
import { movements, type SkillBoard } from '../lib/board';
import type { Cancel, Clock } from '../lib/clock';

export interface Move {
  by: number; // places gained; below zero: lost
  turn: number; // another number for another move, so that its sign plays again
}

export const SHOWN_MS = 5_000;

export class Moves {
  readonly #of = new Map<string, Move>();
  readonly #timers = new Set<Cancel>();
  #before: SkillBoard | null = null;
  #turn = 0;

  /** ``on_forgotten`` is called when moves have been shown for long enough. */
  constructor(
    private readonly clock: Clock,
    private readonly on_forgotten: () => void,
  ) {}

  /** How many are remembered. */
  get count(): number {
    return this.#of.size;
  }

  of(id: string): Move | undefined {
    return this.#of.get(id);
  }

  /** Take note of the board that is shown now. */
  note(board: SkillBoard): void {
    const moved = this.#before ? movements(this.#before, board) : new Map<string, number>();
    this.#before = board;
    if (moved.size === 0) return;
    const turn = ++this.#turn;
    for (const [id, by] of moved) this.#of.set(id, { by, turn });
    const timer = this.clock.after(SHOWN_MS, () => {
      this.#timers.delete(timer);
      this.#forget(turn);
    });
    this.#timers.add(timer);
  }

  stop(): void {
    for (const cancel of this.#timers) cancel();
  }

  #forget(turn: number): void {
    for (const [id, move] of this.#of) if (move.turn <= turn) this.#of.delete(id);
    this.on_forgotten();
  }
}
