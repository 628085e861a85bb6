/**
 * Empties the outbox: sends what is due, a few sheets at a time, and again until it is answered.
 *
 * An item is frozen in the store before its request goes out, and what the reply means is in the store before
 * anybody is told. So the device may die at any moment: what is sent again carries the same id and content.
 */
import { backoffMs } from '../backoff';
import type { Cancel, Clock } from '../clock';
import { isDue, isUnsettled, replied, sealed, waitMs, type Item, type Reply } from './outbox';
import type { Store } from './store';

const AT_ONCE = 4;

export interface Uplink {
  store: Pick<Store, 'open' | 'step'>;
  send(item: Item): Promise<Reply | 'barred'>;
  clock: Clock;
  random: () => number;
  newId: () => string;
  /** Whether it makes sense to try: online, paired, allowed to write. */
  may_send(): boolean;
  /** Whose entries may go out; never another's. */
  subject(): string | null;
  /** Hears at which places something is other than before. */
  changed(orders: readonly number[]): void | Promise<void>;
}

export class Uploader {
  readonly under_way = new Set<string>();
  readonly #uplink: Uplink;
  #cancel: Cancel | null = null;
  #is_looking = false;
  #look_again = false;
  #failures = 0; // of the device's memory, one after the other
  #rest: Cancel | null = null; // while it is left alone because of them

  constructor(uplink: Uplink) {
    this.#uplink = uplink;
  }

  /** Look at the outbox now: send what is due, and come back when the next is. */
  async wake(): Promise<void> {
    this.#look_again = true;
    if (this.#is_looking) return;
    this.#is_looking = true;
    try {
      while (this.#look_again) {
        this.#look_again = false;
        await this.#look();
      }
    } finally {
      this.#is_looking = false;
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#rest?.();
    this.#rest = null;
  }

  async #look(): Promise<void> {
    if (this.#rest) return; // its end looks again
    this.stop();
    if (!this.#uplink.may_send()) return;
    const items = await this.#open();
    const now_ms = this.#uplink.clock.now();
    const own = items.filter((item) => item.subject === this.#uplink.subject());
    for (const item of own) {
      if (this.under_way.size >= AT_ONCE) break;
      if (isDue(item, items, now_ms) && !this.under_way.has(item.id)) void this.#send(item);
    }
    const waits = own.map((item) => waitMs(item, now_ms)).filter((wait_ms) => wait_ms > 0);
    if (waits.length > 0) this.#cancel = this.#uplink.clock.after(Math.min(...waits), () => void this.wake());
  }

  async #open(): Promise<Item[]> {
    try {
      return await this.#uplink.store.open();
    } catch (fault) {
      if (!(fault instanceof DOMException)) throw fault;
      this.#giveRest();
      return [];
    }
  }

  async #send(item: Item): Promise<void> {
    const { changed } = this.#uplink;
    this.under_way.add(item.id);
    let touched: readonly number[] = [item.order];
    try {
      const frozen = await this.#frozen(item);
      if (!frozen) return;
      await changed(touched);
      if (frozen.subject !== this.#uplink.subject()) return; // the device is another person's since
      const reply = await this.#uplink.send(frozen);
      if (reply !== 'barred') touched = [...new Set([item.order, ...(await this.#kept(frozen, reply))])];
      this.#failures = 0;
    } catch (fault) {
      if (!(fault instanceof DOMException)) throw fault;
      this.#giveRest();
    } finally {
      this.under_way.delete(item.id);
      await changed(touched);
      void this.wake();
    }
  }

  async #frozen(item: Item): Promise<Item | undefined> {
    const { store, clock } = this.#uplink;
    const stored = await store.step(item.order, (now, before) =>
      now.id === item.id && isUnsettled(now) ? [sealed(now, before, clock.now())] : null,
    );
    return stored[0];
  }

  /** Keep what the reply means; returns where. */
  async #kept(frozen: Item, reply: Reply): Promise<number[]> {
    const { store, clock, random, newId } = this.#uplink;
    const stored = await store.step(frozen.order, (now) =>
      now.id === frozen.id && isUnsettled(now) ? replied(now, reply, clock.now(), random, newId) : null,
    );
    return stored.map((one) => one.order);
  }

  /** A memory that is full or fails keeps neither step: what is there stays, and is tried again under the same id. */
  #giveRest(): void {
    this.#failures += 1;
    this.#rest ??= this.#uplink.clock.after(backoffMs(this.#failures, this.#uplink.random), () => {
      this.#rest = null;
      void this.wake();
    });
  }
}
