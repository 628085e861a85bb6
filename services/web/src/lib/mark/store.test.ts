import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { entry, item, SHEET } from '../../testing/marking';
import { openStore, type Store } from './store';

const fresh = (): Promise<Store> => openStore(new IDBFactory() as unknown as globalThis.IDBFactory);
let made = 0;
const newId = () => `id-${(made += 1)}`;

test('a correction names the appeal it follows from, also beside entries that do not', async () => {
  const store = await fresh();
  await store.enter(SHEET, 'e-1', entry(), 1, newId);
  await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.2' }), 2, newId, { appeal: 'appeal-1' });
  await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.3' }), 3, newId);

  expect((await store.items()).map((item) => [item.entries.length, item.appeal])).toEqual([[3, 'appeal-1']]);
});

test('what was said to one person is forgotten, what the device is stays', async () => {
  const store = await fresh();
  const names = ['me', 'skill/s', 'forms/s', 'sheets/s/A1', 'device-name', 'keys', 'for-panel'];
  for (const name of names) await store.keep(name, name, 1);

  await store.forgetAnswers();

  const left = await Promise.all(names.map(async (name) => (await store.kept(name))?.value));
  expect(left).toEqual([undefined, undefined, undefined, undefined, 'device-name', 'keys', 'for-panel']);
});

test('entries of one sheet travel together, those of two do not', async () => {
  const store = await fresh();

  await store.enter(SHEET, 'e-1', entry(), 1, newId);
  await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.2' }), 2, newId);
  await store.enter({ ...SHEET, competitor: 'c-2' }, 'e-1', entry(), 3, newId);

  expect((await store.items()).map((item) => item.entries.length)).toEqual([2, 1]);
});

test('what has left the device is never added to', async () => {
  const store = await fresh();
  const held = await store.enter(SHEET, 'e-1', entry(), 1, newId);
  await store.step(held.order, (item) => [{ ...item, phase: 'trying' }]);

  await store.enter(SHEET, 'e-1', entry({ mark: '0.00', reason: 'typing error' }), 2, newId);

  expect((await store.items()).map((item) => [item.phase, item.entries[0]?.mark])).toEqual([['trying', '1.00'], ['held', '0.00']]);
});

test('an entry is taken back as long as it is held', async () => {
  const store = await fresh();
  const held = await store.enter(SHEET, 'e-1', entry(), 1, newId);

  expect(await store.takeBack(SHEET, 'e-1', 'A1.1')).toBe(true);
  expect(await store.items()).toEqual([]);
  expect(await store.takeBack(SHEET, 'e-1', 'A1.1')).toBe(false);
  expect(await store.step(held.order, (item) => [item])).toEqual([]);
});

test('a step that fails changes nothing', async () => {
  const store = await fresh();
  const held = await store.enter(SHEET, 'e-1', entry(), 1, newId);

  const failing = store.step(held.order, () => {
    throw new Error('no');
  });

  await expect(failing).rejects.toThrow('no');
  expect(await store.items()).toEqual([held]);
});

test('an item may be split into several, and the split ones keep the order', async () => {
  const store = await fresh();
  const held = await store.enter(SHEET, 'e-1', entry(), 1, newId);
  const { order: _, ...rest } = held;

  await store.step(held.order, () => [{ ...rest, id: 'a' }, { ...rest, id: 'b' }]);

  expect((await store.items()).map((item) => item.id)).toEqual(['a', 'b']);
});

test('an item from another device is taken in once', async () => {
  const store = await fresh();
  const { order: _, ...item } = await store.enter(SHEET, 'e-1', entry(), 1, newId);

  expect(await store.takeIn([item, { ...item, id: 'new' }])).toBe(1);
  expect(await store.takeIn([{ ...item, id: 'new' }])).toBe(0);
});

test('notes and what is kept by name stay', async () => {
  const store = await fresh();
  await store.keepNote('comment/a', 'look again');
  await store.keepNote('comment/b', 'gone');
  await store.keepNote('comment/b', '');
  await store.keep('me', { name: 'x' }, 5, 'etag');

  expect(await store.notes()).toEqual(new Map([['comment/a', 'look again']]));
  expect(await store.kept('me')).toEqual({ value: { name: 'x' }, at_ms: 5, etag: 'etag' });
});

test('a photo is kept beside the outbox until the services have it', async () => {
  const store = await fresh();
  for (const digest of ['one', 'two']) await store.keepPhoto({ digest, content: new ArrayBuffer(2), sent: 0 });
  await store.photoSettled('one', true);
  expect([await store.photosWaiting(), (await store.photoUnsent())?.digest, (await store.photo('one'))?.sent]).toEqual([1, 'two', 1]);
  await store.photoSettled('two', false);
  expect([await store.photosWaiting(), await store.photoUnsent(), await store.photo('two')]).toEqual([0, undefined, undefined]);
});

test('a database of the version before keeps its marks and learns to keep photos', async () => {
  const factory = new IDBFactory() as unknown as globalThis.IDBFactory;
  await new Promise<void>((resolve) => {
    const request = factory.open('bayge-mark', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('id', 'id', { unique: true });
      request.result.createObjectStore('kept');
      request.result.createObjectStore('notes');
      request.transaction?.objectStore('outbox').put(item({ order: 7 }));
    };
    request.onsuccess = () => { request.result.close(); resolve(); };
  });
  const store = await openStore(factory);
  await store.keepPhoto({ digest: 'one', content: new ArrayBuffer(2), sent: 0 });
  expect([(await store.items()).map((one) => one.order), await store.photosWaiting()]).toEqual([[7], 1]);
});
