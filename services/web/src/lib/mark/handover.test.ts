import { expect, test } from 'vitest';
import { item } from '../../testing/marking';
import { handoverOf, keyName, newKeys, printOf, read, written, type Handover } from './handover';
import { digestOf, type Photo } from './photo';

const { subtle } = crypto;

async function file(): Promise<string> {
  const items = [item(), item({ order: 2, id: 'id-2', phase: 'done' }), item({ order: 3, id: 'id-3', subject: 'e-9' })];
  return written(handoverOf(items, 'Tablet 3', 'e-1', 5), await newKeys(subtle), subtle);
}

test("what has no verdict is handed over, and nobody else's", async () => {
  const found = await read(await file(), 'e-1', subtle);

  expect(found.kind === 'good' && found.handover.items.map((one) => one.id)).toEqual(['id-1']);
  expect(found.kind === 'good' && printOf(found.key)).toMatch(/^[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}$/);
});

async function photo(text: string): Promise<Photo> {
  const content = new TextEncoder().encode(text.repeat(50_000)).buffer as ArrayBuffer;
  return { digest: await digestOf(content), content, sent: 0 };
}

test('photos travel in a file, under the names that were signed; a reader knows the key again', async () => {
  const keys = await newKeys(subtle);
  const taken = await photo('a scratch');
  const handover = handoverOf([item()], 'Tablet 3', 'e-1', 5, [taken.digest, 'not-carried']);

  const found = await read(await written(handover, keys, subtle, [taken]), 'e-1', subtle);

  expect(found).toMatchObject({ kind: 'good', photos: [taken], handover: { photos: [taken.digest, 'not-carried'] } });
  expect(found.kind === 'good' && found.key).toBe(await keyName(await subtle.exportKey('jwk', keys.publicKey), subtle));
});

test('a photo that was changed, or put in, on the way spoils the whole', async () => {
  const [taken, other] = [await photo('a scratch'), await photo('another')];
  const text = await written(handoverOf([item()], 'Tablet 3', 'e-1', 5, [taken.digest]), await newKeys(subtle), subtle, [taken]);
  const put_in = await written(handoverOf([item()], 'Tablet 3', 'e-1', 5), await newKeys(subtle), subtle, [other]);
  const changed = JSON.parse(text) as { photos: Record<string, string> };
  changed.photos[taken.digest] = btoa('something else');

  for (const bad of [JSON.stringify(changed), text.replace(`"${taken.digest}":"`, `"${taken.digest}":"%`), put_in]) {
    expect(await read(bad, 'e-1', subtle)).toEqual({ kind: 'bad', why: 'changed' });
  }
});

test('what an earlier version of the page has written is read, too', async () => {
  const { photos: _, ...old } = handoverOf([item()], 'Tablet 3', 'e-1', 5);

  const found = await read(await written(old, await newKeys(subtle), subtle), 'e-1', subtle);

  expect(found).toMatchObject({ kind: 'good', photos: [], handover: { photos: [] } });
});

test('a file that was changed on its way is not taken in', async () => {
  const changed = (await file()).replace('1.00', '0.00');

  expect(await read(changed, 'e-1', subtle)).toEqual({ kind: 'bad', why: 'changed' });
});

test("another person's outbox is not sent in one's own name", async () => {
  expect(await read(await file(), 'e-2', subtle)).toEqual({ kind: 'bad', why: 'other_person' });
});

test.each(['', '{}', '[1]', 'null', '{"content": "x", "signature": "y", "key": {}}'])('%j is no outbox', async (text) => {
  expect((await read(text, 'e-1', subtle)).kind).toBe('bad');
});

test.each([
  { subject: 'e-9' }, { entries: undefined }, { entries: [] }, { entries: [null] }, { outcomes: undefined }, { phase: 'done' }, { competitor: 7 }, { next_ms: 'soon' },
  { entries: [{ aspect: 'A1.1', after: 7 }] },
])('an outbox with %j in it would be of no use, or stop the page: it is not taken in', async (changes) => {
  const handover = { ...handoverOf([item()], 'Tablet 3', 'e-1', 5), items: [{ ...item(), ...changes }] } as unknown as Handover;

  expect(await read(await written(handover, await newKeys(subtle), subtle), 'e-1', subtle)).toEqual({ kind: 'bad', why: 'not_ours' });
});
