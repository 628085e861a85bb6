/**
 * The browser's storage for small things; it may be refused (a policy, a private window) or full.
 */
import type { Store } from '../lib/stage/memory';
import { storage } from '../state/kept';

export const device_store: Store = {
  read: (name) => storage()?.getItem(`bayge.${name}`) ?? null,
  write: (name, value) => {
    try {
      if (value === null) storage()?.removeItem(`bayge.${name}`);
      else storage()?.setItem(`bayge.${name}`, value);
    } catch (fault) {
      if (!(fault instanceof DOMException)) throw fault;
      storage()?.removeItem(`bayge.${name}`); // full: an older state would be worse than none
    }
  },
};
