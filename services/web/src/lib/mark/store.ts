/**
 * What the device keeps, in IndexedDB: the outbox, what the services last said, and who this device is.
 *
 * A promise here resolves when the transaction is complete and flushed, never before: only then may a screen say
 * "saved here". Transactions of two tabs follow one another, so that a submission is frozen in one place only. A tap
 * reads what is unsettled on its sheet and nothing else, and whatever the services have not answered is never removed.
 */
import { Database, done, openDatabase, type Ears, type Names } from './database';
import {
  handed, holdsValue, isCalled, isUnsettled, itemToJoin, newItem, withEntry, withoutEntry,
  type Beside, type Entry, type Item, type NewItem, type Sheet,
} from './outbox';
import type { Photo } from './photo';

export interface Kept<T = unknown> {
  value: T;
  at_ms: number;
  etag: string | null;
}

const UNSETTLED = ['held', 'trying', 'logged'] as const;

export async function openStore(factory: IDBFactory, ears: Ears = {}): Promise<Store> {
  const open = () => openDatabase(factory, ears);
  return new Store(new Database(await open(), open, ears));
}

export class Store {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  // --- the outbox --------------------------------------------------------------------------------

  /** Return everything, settled or not: for the start of the page, not for a tap. */
  items(): Promise<Item[]> {
    return this.#read('outbox', (outbox) => done<Item[]>(outbox.getAll()));
  }

  /** Return what has no verdict yet, in order of entry. */
  open(): Promise<Item[]> {
    return this.#read('outbox', openIn);
  }

  /** Return the items at these places, each once; one that is gone is left out. */
  at(orders: readonly number[]): Promise<Item[]> {
    return this.#read('outbox', (outbox) => itemsAt(outbox, orders));
  }

  /** Put an entry into the sheet's held submission, or into a new one. Returns the item that holds it. */
  enter(sheet: Sheet, subject: string, entry: Entry, now_ms: number, newId: () => string, { paper, appeal }: Beside = {}): Promise<Item> {
    return this.#changeOutbox(async (outbox) => {
      const held = itemToJoin(await openOf(outbox, sheet), subject, entry, paper);
      const item = held ? withEntry(held, entry, now_ms) : newItem(sheet, subject, newId(), entry, now_ms, paper);
      return put(outbox, appeal === undefined ? item : { ...item, appeal });
    });
  }

  /** Take back an entry that has not left the device; returns the place of its item, null when there was none. */
  takeBack(sheet: Sheet, subject: string, aspect: string): Promise<number | null> {
    return this.#changeOutbox(async (outbox) => {
      const held = (await openOf(outbox, sheet)).findLast((item) => item.subject === subject && holdsValue(item, aspect));
      if (!held) return null;
      const left = withoutEntry(held, aspect);
      if (left) await put(outbox, left);
      else await done(outbox.delete(held.order));
      return held.order;
    });
  }

  /**
   * Replace one item by what ``step`` makes of it and of what it comes after: itself changed, or several; null leaves
   * it as it is. Several keep its place: what was entered after it stays behind them.
   */
  step(order: number, step: (item: Item, before: Item[]) => (Item | NewItem)[] | null): Promise<Item[]> {
    return this.#changeOutbox(async (outbox) => {
      const item = (await done(outbox.get(order))) as Item | undefined;
      const next = item ? step(item, await comesAfter(outbox, item)) : null;
      if (!item || !next) return [];
      if (next.length === 0) throw new Error(`a step that loses ${item.id}`);
      await done(outbox.delete(order));
      const fresh = next.length === 1 ? next : await unknownOf(outbox, next);
      const places = await placesFrom(outbox, order, fresh.length);
      const stored: Item[] = [];
      for (const [at, one] of fresh.entries()) stored.push(await put(outbox, { ...one, order: places[at]! }));
      return stored;
    });
  }

  /** Freeze what a person hands over, and return it; what is left out is settled, or another's. */
  handOver(subject: string): Promise<Item[]> {
    return this.#changeOutbox(async (outbox) => {
      const own = (await openIn(outbox)).filter((item) => item.subject === subject);
      const frozen: Item[] = [];
      for (const item of own) frozen.push(await put(outbox, handed(item, await comesAfter(outbox, item))));
      return frozen;
    });
  }

  /** Take in items and photos from another device; what is known is not taken twice. Returns what was new. */
  takeIn(items: readonly NewItem[], photos: readonly Photo[]): Promise<Item[]> {
    return this.#database.run(['outbox', 'photos'], 'readwrite', async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      const album = transaction.objectStore('photos');
      for (const photo of photos) if (!(await done(album.getKey(photo.digest)))) await done(album.put(photo));
      const fresh: Item[] = [];
      for (const item of items) {
        const { order: _, ...free } = item as Item; // a place in another device's outbox is taken here
        if (!(await done(outbox.index('id').getKey(item.id)))) fresh.push(await put(outbox, free));
      }
      return fresh;
    });
  }

  /** Remove what is settled and nothing unsettled comes after; returns the places that are empty now. */
  putAway(orders: readonly number[]): Promise<number[]> {
    return this.#changeOutbox(async (outbox) => {
      const gone: number[] = [];
      for (const item of await itemsAt(outbox, orders)) {
        if (isUnsettled(item) || (await isNeeded(outbox, item))) continue;
        await done(outbox.delete(item.order));
        gone.push(item.order);
      }
      return gone;
    });
  }

  // --- what is kept by name ----------------------------------------------------------------------

  kept<T>(name: string): Promise<Kept<T> | undefined> {
    return this.#read('kept', (store) => done<Kept<T> | undefined>(store.get(name)));
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
  notes(): Promise<Map<string, string>> {
    return this.#read('notes', async (store) => {
      const [places, texts] = await Promise.all([done(store.getAllKeys()), done<string[]>(store.getAll())]);
      return new Map((places as string[]).map((place, at) => [place, texts[at] ?? '']));
    });
  }

  async keepNote(where: string, text: string): Promise<void> {
    await this.#write('notes', async (store) => {
      if (text) await done(store.put(text, where));
      else await done(store.delete(where));
    });
  }

  // --- photos ------------------------------------------------------------------------------------

  async keepPhoto(photo: Photo): Promise<void> {
    await this.#write('photos', (photos) => done(photos.put(photo)));
  }

  photo(digest: string): Promise<Photo | undefined> {
    return this.#read('photos', (photos) => done<Photo | undefined>(photos.get(digest)));
  }

  /** Return one photo that the services do not have yet. */
  photoUnsent(): Promise<Photo | undefined> {
    return this.#read('photos', (photos) => done<Photo | undefined>(photos.index('sent').get(0)));
  }

  /** Return the names of the photos that the services have, or do not have yet. */
  async photoNames(sent: 0 | 1): Promise<string[]> {
    return (await this.#read('photos', (photos) => done(photos.index('sent').getAllKeys(sent)))) as string[];
  }

  async photoSettled(digest: string, is_kept: boolean): Promise<void> {
    await this.#write('photos', async (photos) => {
      const photo = (await done(photos.get(digest))) as Photo | undefined;
      if (photo && is_kept) await done(photos.put({ ...photo, sent: 1 }));
      else if (photo) await done(photos.delete(digest));
    });
  }

  /** Drop those of these photos that the services have. */
  async dropPhotos(digests: readonly string[]): Promise<void> {
    await this.#write('photos', async (photos) => {
      const sent = new Set((await done(photos.index('sent').getAllKeys(1))) as string[]);
      for (const digest of digests) if (sent.has(digest)) await done(photos.delete(digest));
    });
  }

  // --- transactions ------------------------------------------------------------------------------

  #read<T>(name: Names, ask: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.#database.run([name], 'readonly', (transaction) => ask(transaction.objectStore(name)));
  }

  #write<T>(name: Names, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.#database.run([name], 'readwrite', (transaction) => act(transaction.objectStore(name)));
  }

  #changeOutbox<T>(act: (outbox: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.#write('outbox', act);
  }
}

async function openIn(outbox: IDBObjectStore): Promise<Item[]> {
  const found = await Promise.all(UNSETTLED.map((phase) => done<Item[]>(outbox.index('phase').getAll(phase))));
  return found.flat().sort(byOrder);
}

async function openOf(outbox: IDBObjectStore, { championship, skill, form, competitor }: Sheet): Promise<Item[]> {
  const sheet = [championship, skill, form, competitor];
  const found = await Promise.all(UNSETTLED.map((phase) => done<Item[]>(outbox.index('sheet').getAll([...sheet, phase]))));
  return found.flat().sort(byOrder);
}

async function itemsAt(outbox: IDBObjectStore, orders: readonly number[]): Promise<Item[]> {
  const places = [...new Set(orders)];
  const found = await Promise.all(places.map((order) => done<Item | undefined>(outbox.get(order))));
  return found.filter((item) => item !== undefined);
}

/** Return the submissions that the item's entries come after, whole or by the parts that they were split into. */
async function comesAfter(outbox: IDBObjectStore, item: Item): Promise<Item[]> {
  const found: Item[] = [];
  for (const id of new Set(item.entries.flatMap((entry) => entry.after ?? []))) {
    const whole = (await done(outbox.index('id').get(id))) as Item | undefined;
    found.push(...(whole ? [whole] : await done<Item[]>(outbox.index('was').getAll(id))));
  }
  return found;
}

/** Say whether an unsettled entry still has to learn from the item which revision it follows. */
async function isNeeded(outbox: IDBObjectStore, item: Item): Promise<boolean> {
  const told = new Set(item.outcomes.filter((said) => said.outcome !== 'set_aside').map((said) => said.aspect));
  const open = await openOf(outbox, item);
  return open.some((other) => other.entries.some(({ aspect, after }) => told.has(aspect) && isCalled(item, after)));
}

/** Return what is not there yet: parts may have come back from the device that was given the whole. */
async function unknownOf<T extends Item | NewItem>(outbox: IDBObjectStore, items: readonly T[]): Promise<T[]> {
  const places = await Promise.all(items.map((item) => done(outbox.index('id').getKey(item.id))));
  return items.filter((_, at) => places[at] === undefined);
}

/** Return ``count`` places from ``order`` on, before the next that is taken. */
async function placesFrom(outbox: IDBObjectStore, order: number, count: number): Promise<number[]> {
  if (count === 1) return [order];
  const keys = await done(outbox.getAllKeys(IDBKeyRange.lowerBound(order, true), 1));
  const next = (keys[0] as number | undefined) ?? Infinity;
  const room = Math.min(next, Math.floor(order) + 1) - order;
  const places = Array.from({ length: count }, (_, at) => order + (room * at) / count);
  if (new Set(places).size < count) throw new Error(`no room for ${count} items from ${order} on`);
  return places;
}

function byOrder(one: Item, other: Item): number {
  return one.order - other.order;
}

async function put(outbox: IDBObjectStore, item: Item | NewItem): Promise<Item> {
  const plain = structuredClone(item);
  const order = (await done(outbox.put(plain))) as number;
  return { ...plain, order };
}
