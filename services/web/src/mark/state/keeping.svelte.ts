/**
 * The device's memory: open, refused (a private window), or full; and what is said when it fails.
 */
import { openStore, type Store } from '../../lib/mark/store';

type State = 'opening' | 'ready' | 'refused';

class Keeping {
  state = $state<State>('opening');
  /** Set when the last write failed because there is no room; the mark on the screen then is not kept. */
  is_full = $state(false);
  is_lasting = $state(true);
  #store: Store | null = null;

  async open(): Promise<boolean> {
    try {
      this.#store = await openStore(indexedDB);
      this.state = 'ready';
    } catch (fault) {
      if (!(fault instanceof DOMException || fault instanceof ReferenceError)) throw fault;
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

  /** Write; says whether it is kept. Only then may a screen say so. */
  async isWritten(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      this.is_full = false;
      return true;
    } catch (fault) {
      if (!(fault instanceof DOMException)) throw fault;
      this.is_full = true; // QuotaExceededError, or a disk that fails: both mean that it is not kept
      return false;
    }
  }

  /** Ask the browser not to clear the outbox when it wants room. */
  async #askToLast(): Promise<void> {
    if (navigator.storage && 'persist' in navigator.storage) this.is_lasting = await navigator.storage.persist();
  }
}

export const keeping = new Keeping();
