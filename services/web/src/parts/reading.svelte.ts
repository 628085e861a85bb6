/**
 * The order of many rows in the document. The eye sees each row at its new place at once (CSS ``order``), while
 * the document, which is read aloud and walked through by keyboard, follows when the rows have arrived, row by row
 * in turn (turns.ts): a row that is moved in the document is styled, laid out and painted from nothing.
 */
import { flushSync, untrack } from 'svelte';
import { device_clock, type Cancel } from '../lib/clock';
import { isSameOrder, nearer } from '../lib/nearer';
import { isMotionReduced } from './motion';
import { inTurn, outOfTurn } from './turns';

const FEW_ROWS = 16; // so few follow at once
const ARRIVED_MS = 800; // a glide takes 700
const BEHIND_MS_MAX = 5_000; // when changes never pause

export class ReadingOrder {
  #order = $state.raw<readonly string[]>([]);
  #wanted: readonly string[] = [];
  #behind_since_ms: number | null = null; // set while the document is behind
  #cancel: Cancel | null = null; // of the first step

  /** Return the order of the document while the eye sees this one. */
  of(seen: readonly string[]): readonly string[] {
    return isAtOnce(seen) ? seen : nearer(this.#order, seen, 0);
  }

  /** Follow what the eye sees, in a pause between changes, or without one when it has been behind for long. */
  follow(seen: readonly string[]): void {
    this.stop();
    this.#wanted = seen;
    if (isAtOnce(seen) || untrack(() => this.#order.length) === 0) return this.#set(seen);
    this.#behind_since_ms ??= device_clock.now();
    const left_ms = this.#behind_since_ms + BEHIND_MS_MAX - device_clock.now();
    this.#cancel = device_clock.after(Math.max(0, Math.min(ARRIVED_MS, left_ms)), () => this.#step());
  }

  stop(): void {
    this.#cancel?.();
    outOfTurn(this);
  }

  /** Move one row: told of several moves at once, Svelte takes out of the document what stands between them, too. */
  #step(): void {
    this.#set(nearer(this.#order, this.#wanted, 1));
    flushSync();
    if (this.#behind_since_ms !== null) inTurn(this, () => this.#step());
  }

  #set(order: readonly string[]): void {
    this.#order = order;
    if (isSameOrder(order, this.#wanted)) this.#behind_since_ms = null;
  }
}

function isAtOnce(seen: readonly string[]): boolean {
  return seen.length <= FEW_ROWS || isMotionReduced();
}
