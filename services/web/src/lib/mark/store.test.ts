import { expect, test } from 'vitest';
import { entry, item, SHEET } from '../../testing/marking';
import { fill, freshStore, newFactory, recordsRead } from '../../testing/memory';
import type { Item } from './outbox';
import { openStore } from './store';

const fresh = freshStore;
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

  expect(await store.takeBack(SHEET, 'e-1', 'A1.1')).toBe(held.order);
  expect(await store.items()).toEqual([]);
  expect(await store.takeBack(SHEET, 'e-1', 'A1.1')).toBeNull();
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

test('an item may be split into several, and the parts stay before what was entered later', async () => {
  const factory = newFactory();
  const store = await openStore(factory);
  const first = await store.enter(SHEET, 'e-1', entry(), 1, newId);
  await store.step(first.order, (item) => [{ ...item, phase: 'trying' }]);
  const later = await store.enter(SHEET, 'e-1', entry({ mark: '0.00' }), 2, newId);
  const { order: _, ...rest } = first;

  await store.step(first.order, () => [{ ...rest, id: 'a' }, { ...rest, id: 'b' }, { ...rest, id: 'c' }]);

  const ids = ['a', 'b', 'c', later.id];
  expect((await store.items()).map((item) => item.id)).toEqual(ids);
  expect((await (await openStore(factory)).open()).map((item) => item.id)).toEqual(ids);
});

test('a step that would lose its item is a mistake, and loses nothing', async () => {
  const store = await fresh();
  const held = await store.enter(SHEET, 'e-1', entry(), 1, newId);

  await expect(store.step(held.order, () => [])).rejects.toThrow('loses');
  expect(await store.items()).toEqual([held]);
});

test('an item from another device is taken in once, at a place of its own, with its photos', async () => {
  const store = await fresh();
  const { order, ...item } = await store.enter(SHEET, 'e-1', entry(), 1, newId);
  const photo = { digest: 'one', content: new ArrayBuffer(2), sent: 0 as const };
  await store.keepPhoto({ ...photo, digest: 'known', sent: 1 });

  const fresh_ones = await store.takeIn([item, { ...item, id: 'new', order } as Item], [photo, { ...photo, digest: 'known' }]);

  expect([fresh_ones.map((one) => one.id), (await store.items()).length]).toEqual([['new'], 2]);
  expect(await store.takeIn([{ ...item, id: 'new' }], [])).toEqual([]);
  expect([await store.photoNames(0), await store.photoNames(1)]).toEqual([['one'], ['known']]);
});

const settled = (order: number, changes: Partial<Item> = {}): Item =>
  item({ order, id: `done-${order}`, phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'counted', revision: 1 }], ...changes });

test('a tap reads as many records with two thousand settled submissions on its sheet as with none', async () => {
  async function taps(count: number): Promise<number> {
    const factory = newFactory();
    await fill(factory, Array.from({ length: count }, (_, at) => settled(at + 1)));
    const store = await openStore(factory);
    return recordsRead(async () => {
      const { order } = await store.enter(SHEET, 'e-1', entry(), 1, newId);
      await store.at([order]);
      await store.open();
      await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.2', after: 'done-1' }), 2, newId);
      await store.step(order, (one, before) => [{ ...one, phase: 'trying', attempts: before.length }]);
    });
  }

  const [without, with_many] = [await taps(0), await taps(2_000)];

  expect([without, with_many]).toEqual([4, 5]); // the one that its entry comes after
});

test('what is asked for twice is there once, and what is gone is left out', async () => {
  const store = await fresh();
  const { order } = await store.enter(SHEET, 'e-1', entry(), 1, newId);

  expect((await store.at([order, order, 99])).map((one) => one.order)).toEqual([order]);
});

test('only what is settled is put away', async () => {
  const factory = newFactory();
  const phases = ['held', 'trying', 'logged', 'refused', 'done'] as const;
  await fill(factory, phases.map((phase, at) => settled(at + 1, { phase })));
  const store = await openStore(factory);

  expect(await store.putAway([1, 2, 3, 4, 5, 6])).toEqual([4, 5]);
  expect((await store.items()).map((one) => one.phase)).toEqual(['held', 'trying', 'logged']);
});

test('what a later entry must learn its revision from stays until that one is settled', async () => {
  const factory = newFactory();
  const correction = item({ order: 3, id: 'later', entries: [entry({ after: 'done-1' })] });
  await fill(factory, [settled(1), settled(2), correction]);
  const store = await openStore(factory);

  expect(await store.putAway([1, 2])).toEqual([2]);
  await store.step(3, (one) => [{ ...one, phase: 'refused' }]);
  expect(await store.putAway([1])).toEqual([1]);
});

test('what is handed over is frozen here, and nobody else’s goes with it', async () => {
  const store = await fresh();
  const held = await store.enter(SHEET, 'e-1', entry(), 1, newId);
  await store.enter(SHEET, 'e-2', entry(), 1, newId);

  const given = await store.handOver('e-1');
  const later = await store.enter(SHEET, 'e-1', entry({ mark: '0.00' }), 2, newId);

  expect(given.map((one) => [one.id, one.is_handed])).toEqual([[held.id, true]]);
  expect([later.id === held.id, await store.takeBack(SHEET, 'e-1', 'A1.1')]).toEqual([false, later.order]);
  expect((await store.at([held.order]))[0]?.entries).toEqual([entry()]);
});

test('parts that came back from another device are there once when the whole is split here, too', async () => {
  const factory = newFactory();
  const [whole, part] = [item({ phase: 'trying', is_handed: true }), item({ id: 'part-1', was: 'id-1' })];
  await fill(factory, [whole, { ...part, order: 9 }]);
  const store = await openStore(factory);

  const stored = await store.step(whole.order, () => [part, item({ id: 'part-2', was: 'id-1' })]);

  expect(stored.map((one) => one.id)).toEqual(['part-2']);
  expect((await store.items()).map((one) => one.id)).toEqual(['part-2', 'part-1']);
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

test('a photo is kept beside the outbox until the services have it, and is dropped only then', async () => {
  const store = await fresh();
  for (const digest of ['one', 'two', 'three']) await store.keepPhoto({ digest, content: new ArrayBuffer(2), sent: 0 });
  await store.photoSettled('one', true);
  await store.photoSettled('two', false);
  expect([await store.photoNames(0), (await store.photoUnsent())?.digest, (await store.photo('one'))?.sent]).toEqual([['three'], 'three', 1]);

  await store.dropPhotos(['one', 'three', 'nobody']);

  expect([await store.photoNames(0), await store.photoNames(1), await store.photo('two')]).toEqual([['three'], [], undefined]);
});

test.each([1, 2])('a database of version %i keeps its marks, and learns what is new', async (version) => {
  const factory = newFactory();
  await new Promise<void>((resolve) => {
    const request = factory.open('bayge-mark', version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('id', 'id', { unique: true });
      request.result.createObjectStore('kept');
      request.result.createObjectStore('notes').put('look again', 'comment');
      if (version > 1) request.result.createObjectStore('photos', { keyPath: 'digest' }).createIndex('sent', 'sent');
      request.transaction?.objectStore('outbox').put(item({ order: 7 }));
      request.transaction?.objectStore('outbox').put(settled(8));
    };
    request.onsuccess = () => { request.result.close(); resolve(); };
  });
  const store = await openStore(factory);
  await store.keepPhoto({ digest: 'one', content: new ArrayBuffer(2), sent: 0 });
  const joined = await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.2' }), 5, newId);
  expect([(await store.items()).map((one) => one.order), (await store.open()).map((one) => one.order)]).toEqual([[7, 8], [7]]);
  expect([joined.order, await store.photoNames(0), (await store.notes()).get('comment')]).toEqual([7, ['one'], 'look again']);
});
