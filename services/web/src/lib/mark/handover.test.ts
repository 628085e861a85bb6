import { expect, test } from 'vitest';
import { item } from '../../testing/marking';
import { handoverOf, newKeys, read, written, type Handover } from './handover';

const { subtle } = crypto;

async function file(): Promise<string> {
  const items = [item(), item({ order: 2, id: 'id-2', phase: 'done' }), item({ order: 3, id: 'id-3', subject: 'e-9' })];
  return written(handoverOf(items, 'Tablet 3', 'e-1', 5), await newKeys(subtle), subtle);
}

test("what has no verdict is handed over, and nobody else's", async () => {
  const found = await read(await file(), 'e-1', subtle);

  expect(found.kind === 'good' && found.handover.items.map((one) => one.id)).toEqual(['id-1']);
  expect(found.kind === 'good' && found.print).toMatch(/^[0-9A-F]{6}$/);
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
  { subject: 'e-9' }, { entries: undefined }, { entries: [] }, { entries: [null] }, { outcomes: undefined }, { phase: 'done' }, { competitor: 7 },
])('an outbox with %j in it would be of no use, or stop the page: it is not taken in', async (changes) => {
  const handover = { ...handoverOf([item()], 'Tablet 3', 'e-1', 5), items: [{ ...item(), ...changes }] } as unknown as Handover;

  expect(await read(await written(handover, await newKeys(subtle), subtle), 'e-1', subtle)).toEqual({ kind: 'bad', why: 'not_ours' });
});
