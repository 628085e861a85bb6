import { forceCloseDatabase } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { newFactory } from '../../testing/memory';
import { Database, done, openDatabase, type Ears } from './database';

/** A database, the connections that it has had, and what the page heard. */
async function world(reopen?: () => Promise<IDBDatabase>) {
  const factory = newFactory();
  const heard: string[] = [];
  const ears: Ears = { blocked: () => heard.push('blocked'), reopened: () => heard.push('reopened'), lost: (fault) => heard.push(`lost: ${fault.message}`) };
  const connections: IDBDatabase[] = [];
  const open = async () => {
    const db = await openDatabase(factory, ears);
    connections.push(db);
    return db;
  };
  const database = new Database(await open(), reopen ?? open, ears);
  const note = (text: string) => database.run(['notes'], 'readwrite', (transaction) => done(transaction.objectStore('notes').put(text, 'place')));
  const noted = () => database.run(['notes'], 'readonly', (transaction) => done<string>(transaction.objectStore('notes').get('place')));
  return { factory, heard, connections, database, note, noted };
}

test('a database that the browser has closed is opened anew, once for all who ask, and keeps what it is given', async () => {
  const { heard, connections, note, noted } = await world();
  forceCloseDatabase(connections[0] as never);

  await Promise.all([note('one'), note('two')]);

  expect([await noted(), heard, connections.length]).toEqual(['two', ['reopened'], 2]);
});

test('a transaction that the browser takes back in the middle is done once more', async () => {
  const { database, noted } = await world();
  let tries = 0;

  await database.run(['notes'], 'readwrite', async (transaction) => {
    tries += 1;
    await done(transaction.objectStore('notes').put(`try ${tries}`, 'place'));
    if (tries === 1) transaction.abort();
    return done(transaction.objectStore('notes').get('place')).catch((fault: unknown) => Promise.reject(asFault(fault)));
  });

  expect([tries, await noted()]).toEqual([2, 'try 2']);
});

/** What a request hears in a browser when its transaction is taken back. */
function asFault(fault: unknown): DOMException {
  return new DOMException((fault as Error).message, 'AbortError');
}

test('one that does not open again is told of, and who asked hears that it is closed', async () => {
  const { heard, connections, note } = await world(() => Promise.reject(new DOMException('a newer one is here', 'VersionError')));
  forceCloseDatabase(connections[0] as never);

  await expect(note('one')).rejects.toMatchObject({ name: 'DatabaseClosed', message: 'a newer one is here' });
  expect(heard).toEqual(['lost: a newer one is here']);
});

test('a newer version of the page goes first, and the older one says that it must be reloaded', async () => {
  const { factory, note } = await world();
  const newer = factory.open('bayge-mark', 99);
  await done(newer);

  await expect(note('one')).rejects.toMatchObject({ name: 'DatabaseClosed' });
});

test('a tab that does not let go is told of, and waited for', async () => {
  const factory = newFactory();
  const old = await done(factory.open('bayge-mark', 1)); // hears of nothing
  const heard: string[] = [];

  const opening = openDatabase(factory, { blocked: () => (heard.push('blocked'), old.close()) });

  expect((await opening).version).toBe(3);
  expect(heard).toEqual(['blocked']);
});

test('a fault of what was written is told as it is, and nothing of it stays', async () => {
  const { database, noted } = await world();

  const writing = database.run(['notes'], 'readwrite', async (transaction) => {
    await done(transaction.objectStore('notes').put('half', 'place'));
    throw new DOMException('no room', 'QuotaExceededError');
  });

  await expect(writing).rejects.toMatchObject({ name: 'QuotaExceededError' });
  expect(await noted()).toBeUndefined();
});
