import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { entry, SHEET } from '../../testing/marking';
import { openStore, type Store } from './store';

const fresh = (): Promise<Store> => openStore(new IDBFactory() as unknown as globalThis.IDBFactory);
let made = 0;
const newId = () => `id-${(made += 1)}`;

test('a correction names the appeal it follows from, also beside entries that do not', async () => {
  const store = await fresh();
  await store.enter(SHEET, 'e-1', entry(), 1, newId);
  await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.2' }), 2, newId, 'appeal-1');
  await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.3' }), 3, newId);

  expect((await store.items()).map((item) => [item.entries.length, item.appeal])).toEqual([[3, 'appeal-1']]);
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
