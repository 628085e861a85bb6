/**
 * What is new of the rows of a board, and when each of them shows it: at once while few change, and in turn, a few
 * in a frame, when many do (turns.ts). What is taken away never waits.
 */
import type { SkillBoard, SkillRow } from '../lib/board';
import type { Clock } from '../lib/clock';
import { isMotionReduced } from './motion';
import { Moves, type Move } from './moves';
import { inTurn, outOfTurn } from './turns';

/** What a row shows. */
export interface Look {
  row: SkillRow;
  move: Move | undefined;
  glows: boolean; // it rose, as one of few
  is_calm: boolean; // it changes as one of many: no number of it counts
}

/** Where a row is shown. */
export interface Seat {
  look: Look;
}

export const FEW = 12; // when half of the board glows and counts, nobody is pointed out, and it costs the most

export class RowNews<Kept extends Seat> {
  readonly #seats = new Map<string, Kept>();
  readonly #moves: Moves;
  #board: SkillBoard | null = null; // the last one taken

  constructor(
    clock: Clock,
    private readonly seat: (look: Look) => Kept, // a new row
  ) {
    this.#moves = new Moves(clock, () => this.#show());
  }

  of(id: string): Kept | undefined {
    return this.#seats.get(id);
  }

  /** Show these rows of the board. */
  take(board: SkillBoard, ids: readonly string[]): void {
    this.#board = board;
    this.#moves.note(board);
    const kept = new Set(ids);
    for (const [id, seat] of this.#seats) if (!kept.has(id)) this.#leave(id, seat);
    for (const id of ids) this.arrive(id, board.rows[id]);
    this.#show();
  }

  /** Give a row its seat, unless it has one; there is none for what is not on the board. */
  arrive(id: string, row: SkillRow | undefined): Kept | undefined {
    const kept = this.#seats.get(id);
    if (kept || !row) return kept;
    const seat = this.seat({ row, move: undefined, glows: false, is_calm: false });
    this.#seats.set(id, seat);
    return seat;
  }

  stop(): void {
    this.#moves.stop();
    for (const [id, seat] of this.#seats) this.#leave(id, seat);
  }

  #leave(id: string, seat: Kept): void {
    outOfTurn(seat);
    this.#seats.delete(id);
  }

  #show(): void {
    const due = [...this.#seats].filter(([id, seat]) => this.#isNew(id, seat));
    const are_many = due.length > FEW;
    const can_wait = are_many && !isMotionReduced() && document.visibilityState === 'visible';
    for (const [id, seat] of due) {
      const act = () => void (seat.look = this.#look(id, seat, are_many));
      if (can_wait && !this.#isTakenAway(id, seat)) inTurn(seat, act);
      else {
        outOfTurn(seat);
        act();
      }
    }
  }

  #look(id: string, seat: Kept, is_calm: boolean): Look {
    const row = this.#board?.rows[id] ?? seat.look.row;
    const move = row.place === null ? undefined : this.#moves.of(id);
    return { row, move, glows: move !== undefined && move.by > 0 && this.#moves.count <= FEW, is_calm };
  }

  #isNew(id: string, seat: Kept): boolean {
    const next = this.#look(id, seat, false);
    return next.row !== seat.look.row || next.move !== seat.look.move;
  }

  #isTakenAway(id: string, seat: Kept): boolean {
    return seat.look.row.total !== null && this.#board?.rows[id]?.total === null;
  }
}
