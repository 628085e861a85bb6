/**
 * A device's memory for tests: the real store over a database in memory, which can be filled, counted, and closed.
 */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBIndex, IDBObjectStore } from 'fake-indexeddb';
import { openDatabase, type Ears } from '../lib/mark/database';
import type { Item } from '../lib/mark/outbox';
import { openStore, type Store } from '../lib/mark/store';

export const newFactory = () => new IDBFactory() as unknown as globalThis.IDBFactory;

export function freshStore(ears: Ears = {}): Promise<Store> {
  return openStore(newFactory(), ears);
}

/** Numbers from [0, 1), the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Put items into the outbox as they are. */
export async function fill(factory: globalThis.IDBFactory, items: readonly Item[]): Promise<void> {
  const db = await openDatabase(factory, {});
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction('outbox', 'readwrite');
    for (const item of items) transaction.objectStore('outbox').put(item);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(new Error(transaction.error?.message));
  });
  db.close();
}

/** Count the records that are read while ``act`` runs. */
export async function recordsRead(act: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const given: (() => void)[] = [];
  for (const kind of [IDBObjectStore.prototype, IDBIndex.prototype] as unknown as Record<string, (...asked: unknown[]) => IDBRequest>[]) {
    for (const name of ['get', 'getAll']) {
      const original = kind[name]!;
      kind[name] = function (this: unknown, ...asked: unknown[]) {
        const request = original.apply(this, asked);
        request.addEventListener('success', () => (count += Array.isArray(request.result) ? request.result.length : Number(request.result !== undefined)));
        return request;
      };
      given.push(() => (kind[name] = original));
    }
  }
  try {
    await act();
  } finally {
    for (const giveBack of given) giveBack();
  }
  return count;
}
