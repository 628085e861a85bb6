/**
 * What the device keeps, in IndexedDB: the outbox, what the services last said, and who this device is.
 *
 * A promise here resolves when the transaction is complete and flushed, never before: only then may a screen say
 * "saved here". Transactions of two tabs follow one another, so that a submission is frozen in one place only.
 */
import { isSameSheet, newItem, takesEntry, withEntry, withoutEntry, type Beside, type Entry, type Item, type NewItem, type Sheet } from './outbox';
import type { Photo } from './photo';
import { isRemark } from './remarks';

const NAME = 'bayge-mark';
const VERSION = 2; // a later version may add stores; it never drops one that may hold marks

export interface Kept<T = unknown> {
  value: T;
  at_ms: number;
  etag: string | null;
}

export function openStore(factory: IDBFactory): Promise<Store> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      const has = (name: string) => db.objectStoreNames.contains(name);
      if (!has('outbox')) db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('id', 'id', { unique: true });
      if (!has('kept')) db.createObjectStore('kept');
      if (!has('notes')) db.createObjectStore('notes');
      if (!has('photos')) db.createObjectStore('photos', { keyPath: 'digest' }).createIndex('sent', 'sent');
    };
    request.onsuccess = () => resolve(new Store(request.result));
    request.onerror = () => reject(request.error ?? new Error('the database does not open'));
  });
}

export class Store {
  readonly #db: IDBDatabase;

  constructor(db: IDBDatabase) {
    this.#db = db;
    db.onversionchange = () => db.close(); // a newer app in another tab goes first
  }

  close(): void {
    this.#db.close();
  }

  // --- the outbox --------------------------------------------------------------------------------

  items(): Promise<Item[]> {
    return this.#read<Item[]>('outbox', (outbox) => outbox.getAll());
  }

  /** Put an entry into the sheet's held submission, or into a new one. Returns the item that holds it. */
  enter(sheet: Sheet, subject: string, entry: Entry, now_ms: number, newId: () => string, { paper, appeal }: Beside = {}): Promise<Item> {
    return this.#changeOutbox(async (outbox) => {
      const held = (await all(outbox)).find((item) => takesEntry(item, sheet, subject, entry, paper));
      const item = held ? withEntry(held, entry, now_ms) : newItem(sheet, subject, newId(), entry, now_ms, paper);
      return put(outbox, appeal === undefined ? item : { ...item, appeal });
    });
  }

  /** Take back an entry that has not left the device; says whether there was one. */
  takeBack(sheet: Sheet, subject: string, aspect: string): Promise<boolean> {
    return this.#changeOutbox(async (outbox) => {
      const held = (await all(outbox)).find(
        (item) =>
          item.phase === 'held' && item.subject === subject && isSameSheet(item, sheet) &&
          item.entries.some((entry) => entry.aspect === aspect && !isRemark(entry)),
      );
      if (!held) return false;
      const left = withoutEntry(held, aspect);
      if (left) await put(outbox, left);
      else await done(outbox.delete(held.order));
      return true;
    });
  }

  /** Replace one item by what ``step`` makes of it: itself changed, several, none; null leaves it as it is. */
  step(order: number, step: (item: Item, items: Item[]) => (Item | NewItem)[] | null): Promise<Item[]> {
    return this.#changeOutbox(async (outbox) => {
      const items = await all(outbox);
      const item = items.find((other) => other.order === order);
      const next = item ? step(item, items) : null;
      if (!item || !next) return [];
      if (!next.some((one) => 'order' in one && one.order === order)) await done(outbox.delete(order));
      const stored: Item[] = [];
      for (const one of next) stored.push(await put(outbox, one));
      return stored;
    });
  }

  /** Take in items from another device; what is known by its id is not taken twice. Returns how many were new. */
  takeIn(items: readonly NewItem[]): Promise<number> {
    return this.#changeOutbox(async (outbox) => {
      const known = new Set((await all(outbox)).map((item) => item.id));
      const fresh = items.filter((item) => !known.has(item.id));
      for (const item of fresh) await put(outbox, item);
      return fresh.length;
    });
  }

  remove(orders: readonly number[]): Promise<void> {
    return this.#changeOutbox(async (outbox) => {
      for (const order of orders) await done(outbox.delete(order));
    });
  }

  // --- what is kept by name ----------------------------------------------------------------------

  kept<T>(name: string): Promise<Kept<T> | undefined> {
    return this.#read<Kept<T> | undefined>('kept', (store) => store.get(name));
  }

  async keep(name: string, value: unknown, at_ms: number, etag: string | null = null): Promise<void> {
    await this.#write('kept', (store) => done(store.put({ value, at_ms, etag }, name)));
  }

  async forget(name: string): Promise<void> {
    await this.#write('kept', (store) => done(store.delete(name)));
  }

  /** Forget what the services said to the person before: the own scores of that one are in it (R22). */
  async forgetAnswers(): Promise<void> {
    await this.#write('kept', async (store) => {
      const names = (await done(store.getAllKeys())) as string[];
      for (const name of names.filter((one) => one === 'me' || /^(skill|forms|sheets)\//.test(one))) await done(store.delete(name));
    });
  }

  /** Return every comment and draft by its place. */
  async notes(): Promise<Map<string, string>> {
    const store = this.#db.transaction('notes').objectStore('notes');
    const [places, texts] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return new Map((places as string[]).map((place, at) => [place, (texts as string[])[at] ?? '']));
  }

  async keepNote(where: string, text: string): Promise<void> {
    await this.#write('notes', (store) => done(text ? store.put(text, where) : store.delete(where)));
  }

  // --- photos ------------------------------------------------------------------------------------

  async keepPhoto(photo: Photo): Promise<void> {
    await this.#write('photos', (photos) => done(photos.put(photo)));
  }

  photo(digest: string): Promise<Photo | undefined> {
    return this.#read<Photo | undefined>('photos', (photos) => photos.get(digest));
  }

  /** Return one photo that the services do not have yet. */
  photoUnsent(): Promise<Photo | undefined> {
    return this.#read<Photo | undefined>('photos', (photos) => photos.index('sent').get(0));
  }

  photosWaiting(): Promise<number> {
    return this.#read<number>('photos', (photos) => photos.index('sent').count(0));
  }

  async photoSettled(digest: string, is_kept: boolean): Promise<void> {
    await this.#write('photos', async (photos) => {
      const photo = (await done(photos.get(digest))) as Photo | undefined;
      if (photo) await done(is_kept ? photos.put({ ...photo, sent: 1 }) : photos.delete(digest));
    });
  }

  // --- transactions ------------------------------------------------------------------------------

  #read<T>(name: string, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    return done(ask(this.#db.transaction(name).objectStore(name))) as Promise<T>;
  }

  #changeOutbox<T>(act: (outbox: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.#write('outbox', act);
  }

  async #write<T>(name: string, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    const transaction = this.#db.transaction(name, 'readwrite', { durability: 'strict' });
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was taken back'));
    });
    complete.catch(() => undefined); // told below; an abort by ``act`` itself is told by ``act``
    try {
      const result = await act(transaction.objectStore(name));
      await complete;
      return result;
    } catch (fault) {
      if (transaction.error === null) tryAbort(transaction);
      throw fault;
    }
  }
}

function tryAbort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault; // it had ended already
  }
}

function all(outbox: IDBObjectStore): Promise<Item[]> {
  return done(outbox.getAll()) as Promise<Item[]>;
}

async function put(outbox: IDBObjectStore, item: Item | NewItem): Promise<Item> {
  const plain = structuredClone(item);
  const order = (await done(outbox.put(plain))) as number;
  return { ...plain, order };
}

function done(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database refused'));
  });
}
