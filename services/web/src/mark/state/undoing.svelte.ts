/**
 * The last entry, for as long as it can be taken back: until it leaves the device, no correction is needed.
 */
import { holdsValue, isSameSheet, type Beside, type Entry, type Sheet } from '../../lib/mark/outbox';
import type { Value } from '../../lib/mark/wire';
import { device } from './device.svelte';
import { outbox } from './outbox.svelte';

interface Last {
  subject: string; // whose entry it is: nobody else takes it back
  sheet: Sheet;
  aspect: string;
  before: Entry | null; // what the entry replaced on the device
  beside: Beside; // what goes with both: paper, appeal
  value: Value;
}

class Undoing {
  last = $state.raw<Last | null>(null);
  taken_back = $state.raw<Last | null>(null);

  /** Whether the last entry is still here alone. */
  get is_open(): boolean {
    const last = this.last;
    if (last === null || last.subject !== device.paired?.subject) return false;
    return outbox.items.some((item) => item.subject === last.subject && isSameSheet(item, last.sheet) && holdsValue(item, last.aspect));
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
    if (last.before) await outbox.enter(last.sheet, last.before, last.beside);
    this.taken_back = last;
  }
}

export const undoing = new Undoing();
