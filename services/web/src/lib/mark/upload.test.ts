import { expect, test } from 'vitest';
import { entry, SHEET } from '../../testing/marking';
import { freshStore } from '../../testing/memory';
import { FakeClock } from '../../testing/world';
import { HOLD_MS, type Item, type Reply } from './outbox';
import type { Store } from './store';
import { Uploader, type Uplink } from './upload';

const breath = () => new Promise((resolve) => setTimeout(resolve));
const breathe = async () => {
  for (let times = 0; times < 20; times += 1) await breath();
};

const counted = (item: Item): Reply => {
  const entries = item.entries.map(({ aspect }) => ({ aspect, outcome: 'counted' as const, revision: 1 }));
  return { kind: 'answer', answer: { id: item.id, status: 'counted', entries, partition: 0, offset: 1 } };
};

/** One entry that is due, and an uploader over a memory that may be full. */
async function world(changes: Partial<Uplink> = {}) {
  const store = await freshStore();
  const clock = new FakeClock();
  await store.enter(SHEET, 'e-1', entry(), clock.now(), () => 'id-1');
  clock.pass(HOLD_MS);
  const seen = { sent: 0, steps: 0, is_full: true };
  const step: Store['step'] = (order, act) => {
    seen.steps += 1;
    return seen.is_full ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : store.step(order, act);
  };
  const upload = new Uploader({
    store: { open: () => store.open(), step },
    send: (item) => Promise.resolve().then(() => ((seen.sent += 1), counted(item))),
    clock, random: () => 0.5, newId: () => 'new', may_send: () => true, subject: () => 'e-1', changed: () => undefined,
    ...changes,
  });
  return { store, clock, seen, upload };
}

test('a device without room is tried again after a while, not at once and for ever', async () => {
  const { store, clock, seen, upload } = await world();
  await upload.wake();
  await breathe();
  await upload.wake(); // whatever else may wake it
  await breathe();
  expect(seen).toEqual({ sent: 0, steps: 1, is_full: true });

  seen.is_full = false;
  clock.pass(25_000);
  await breathe();

  expect([seen.sent, (await store.items())[0]?.phase]).toEqual([1, 'done']);
});

test('what one person entered does not go out once the device is another one’s', async () => {
  let subject = 'e-1';
  const { seen, upload } = await world({ subject: () => subject, changed: () => void (subject = 'e-2') });
  seen.is_full = false;

  await upload.wake();
  await breathe();

  expect(seen.sent).toBe(0);
});

test('a memory that cannot even be read is tried again after a while', async () => {
  const { store, clock, seen, upload } = await world();
  seen.is_full = false;
  let is_closed = true;
  const open: Store['open'] = () => (is_closed ? Promise.reject(new DOMException('gone', 'DatabaseClosed')) : store.open());
  const { upload: other } = await world({ store: { open, step: (order, act) => store.step(order, act) }, clock });
  upload.stop();

  await other.wake();
  expect(seen.sent).toBe(0);
  is_closed = false;
  clock.pass(25_000);
  await breathe();

  expect((await store.items())[0]?.phase).toBe('done');
});

test('it says at which places something has changed, also when one becomes several', async () => {
  const problem = { code: 'compatriot', title: '', detail: '', status: 422 };
  const told: number[][] = [];
  let ids = 0;
  const { store, seen, upload } = await world({ send: () => Promise.resolve({ kind: 'problem', problem }), newId: () => `new-${(ids += 1)}`, changed: (orders) => void told.push([...orders]) });
  await store.enter(SHEET, 'e-1', entry({ aspect: 'A1.2' }), 0, () => 'never');
  seen.is_full = false;

  await upload.wake();
  await breathe();

  expect(told.slice(0, 2)).toEqual([[1], [1, 1.5]]);
  expect((await store.items()).map((item) => [item.order, item.phase])).toEqual([[1, 'refused'], [1.5, 'refused']]);
});
