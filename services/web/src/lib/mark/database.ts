/**
 * The device's database: how it is laid out, and opened anew when the browser has closed it.
 *
 * A browser closes it when its data are cleared, when its own process dies, or when a newer version of the page wants
 * in. What was asked for then is asked once more of the database opened anew; nothing of it had been written, for a
 * transaction is whole or not at all. Only when that fails, too, a person hears of it.
 */
import { closedFault } from './faults';

const NAME = 'bayge-mark';
const VERSION = 3; // a later version may add stores and indexes; it never drops a store that may hold marks

const CLOSING = 'InvalidStateError'; // how a database that is closed, or closing, refuses a transaction
const FROM_OUTSIDE = 'AbortError'; // nobody here takes a transaction back but because of another fault

export type Names = 'outbox' | 'kept' | 'notes' | 'photos';

/** What the page wants to hear of. */
export interface Ears {
  /** Another tab holds the database in an older version of the page, and does not let go. */
  blocked?(): void;
  /** It was closed and is open again: what was read before may have been cleared. */
  reopened?(): void;
  /** It was closed and does not open any more. */
  lost?(fault: DOMException): void;
}

export function openDatabase(factory: IDBFactory, ears: Ears): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => layOut(request.result, request.transaction!);
    request.onblocked = () => ears.blocked?.();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('the database does not open', 'UnknownError'));
  });
}

function layOut(db: IDBDatabase, upgrade: IDBTransaction): void {
  const made = (name: Names, options: IDBObjectStoreParameters = {}) =>
    db.objectStoreNames.contains(name) ? upgrade.objectStore(name) : db.createObjectStore(name, options);
  const index = (store: IDBObjectStore, name: string, path: string | string[], options: IDBIndexParameters = {}) => {
    if (!store.indexNames.contains(name)) store.createIndex(name, path, options);
  };
  const outbox = made('outbox', { keyPath: 'order', autoIncrement: true });
  index(outbox, 'id', 'id', { unique: true });
  index(outbox, 'was', 'was');
  index(outbox, 'phase', 'phase');
  index(outbox, 'sheet', ['championship', 'skill', 'form', 'competitor', 'phase']);
  made('kept');
  made('notes');
  index(made('photos', { keyPath: 'digest' }), 'sent', 'sent');
}

export class Database {
  #db: IDBDatabase | null = null;
  #opening: Promise<IDBDatabase> | null = null;

  constructor(
    db: IDBDatabase,
    readonly reopen: () => Promise<IDBDatabase>,
    readonly ears: Ears,
  ) {
    this.#hold(db);
  }

  /** Act in one transaction; resolves when it is complete and flushed, never before. */
  async run<T>(names: Names[], mode: IDBTransactionMode, act: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
    const db = this.#db ?? (await this.#openAnew());
    try {
      return await once(db, names, mode, act);
    } catch (fault) {
      if (!(fault instanceof DOMException)) throw fault;
      if (fault.name === CLOSING) this.#letGo(db);
      if (this.#db === db && fault.name !== FROM_OUTSIDE) throw fault;
    }
    return once(this.#db ?? (await this.#openAnew()), names, mode, act);
  }

  #hold(db: IDBDatabase): IDBDatabase {
    this.#db = db;
    db.onversionchange = () => this.#letGo(db); // a newer app in another tab goes first
    db.onclose = () => this.#letGo(db);
    return db;
  }

  #letGo(db: IDBDatabase): void {
    db.close();
    if (this.#db === db) this.#db = null;
  }

  #openAnew(): Promise<IDBDatabase> {
    this.#opening ??= this.#opened().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #opened(): Promise<IDBDatabase> {
    try {
      const db = this.#hold(await this.reopen());
      this.ears.reopened?.();
      return db;
    } catch (why) {
      const fault = closedFault(why);
      this.ears.lost?.(fault);
      throw fault;
    }
  }
}

async function once<T>(db: IDBDatabase, names: Names[], mode: IDBTransactionMode, act: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
  const transaction = db.transaction(names, mode, { durability: 'strict' });
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('the transaction was taken back', 'AbortError'));
  });
  complete.catch(() => undefined); // told below; an abort by ``act`` itself is told by ``act``
  try {
    const result = await act(transaction);
    if (mode === 'readwrite') await complete;
    return result;
  } catch (fault) {
    if (transaction.error === null) tryAbort(transaction);
    const is_echo = fault instanceof DOMException && fault.name === FROM_OUTSIDE; // what a request hears of the end of all
    throw (is_echo && transaction.error) || fault;
  }
}

function tryAbort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault; // it had ended already
  }
}

export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('the database refused', 'UnknownError'));
  });
}
