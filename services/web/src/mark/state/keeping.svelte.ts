/**
 * The device's memory: open, refused (a private window), or failing; and what is said when it fails.
 */
import { faultOf, openingFaultOf, type Fault } from '../../lib/mark/faults';
import { openStore, type Store } from '../../lib/mark/store';

type State = 'opening' | 'waiting' | 'ready' | 'refused';

class Keeping {
  /** Waiting: another tab holds the memory in an older version of the page. */
  state = $state<State>('opening');
  /** Why the last write failed, or the opening; the mark on the screen then is not kept. */
  fault = $state.raw<Fault | null>(null);
  is_lasting = $state(true);
  #store: Store | null = null;
  #makeRoom: () => Promise<unknown> = () => Promise.resolve();
  #readAgain: () => void = () => undefined;

  async open(): Promise<boolean> {
    try {
      this.#store = await openStore(indexedDB, {
        blocked: () => (this.state = 'waiting'),
        reopened: () => this.#readAgain(),
        lost: () => (this.fault = { kind: 'closed' }),
      });
      this.state = 'ready';
    } catch (why) {
      this.fault = openingFaultOf(why);
      if (!this.fault) throw why;
      this.state = 'refused';
      return false;
    }
    void this.#askToLast();
    return true;
  }

  get store(): Store {
    if (!this.#store) throw new Error('the store is not open yet');
    return this.#store;
  }

  /** Say how to make room when there is none, and what to read again when the memory was closed and is open again. */
  hear({ makeRoom, readAgain }: { makeRoom: () => Promise<unknown>; readAgain: () => void }): void {
    this.#makeRoom = makeRoom;
    this.#readAgain = readAgain;
  }

  /** Write; says whether it is kept. Only then may a screen say so. */
  async isWritten(write: () => Promise<unknown>): Promise<boolean> {
    let fault = await this.#faultIn(write);
    if (fault?.kind === 'full') {
      await this.#faultIn(this.#makeRoom);
      fault = await this.#faultIn(write);
    }
    this.fault = fault;
    return fault === null;
  }

  /** Ask the memory for what can wait; undefined when it fails now: whoever enters a mark hears of it. */
  async found<T>(read: (store: Store) => Promise<T>): Promise<T | undefined> {
    try {
      return await read(this.store);
    } catch (why) {
      if (!faultOf(why)) throw why;
      return undefined;
    }
  }

  async #faultIn(write: () => Promise<unknown>): Promise<Fault | null> {
    try {
      await write();
      return null;
    } catch (why) {
      const fault = faultOf(why);
      if (!fault) throw why;
      return fault;
    }
  }

  /** Ask the browser not to clear the outbox when it wants room. */
  async #askToLast(): Promise<void> {
    if (navigator.storage && 'persist' in navigator.storage) this.is_lasting = await navigator.storage.persist();
  }
}

export const keeping = new Keeping();
