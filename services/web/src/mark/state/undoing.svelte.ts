/**
 * The last entry, for as long as it can be taken back: until it leaves the device, no correction is needed.
 */
import { holdsValue, isSameSheet, type Entry, type Sheet } from '../../lib/mark/outbox';
import type { Value } from '../../lib/mark/wire';
import { outbox } from './outbox.svelte';

interface Last {
  sheet: Sheet;
  aspect: string;
  before: Entry | null; // what the entry replaced on the device
  value: Value;
}

class Undoing {
  last = $state.raw<Last | null>(null);
  taken_back = $state.raw<Last | null>(null);

  /** Whether the last entry is still here alone. */
  get is_open(): boolean {
    const last = this.last;
    return last !== null && outbox.items.some((item) => isSameSheet(item, last.sheet) && holdsValue(item, last.aspect));
  }

  offer(last: Last): void {
    this.last = last;
    this.taken_back = null;
  }

  async undo(): Promise<void> {
    const last = this.last;
    if (!last || !this.is_open) return;
    this.last = null;
    if (!(await outbox.takeBack(last.sheet, last.aspect))) return;
    if (last.before) await outbox.enter(last.sheet, last.before);
    this.taken_back = last;
  }
}

export const undoing = new Undoing();
