import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { entry, SHEET } from '../../testing/marking';
import { FakeClock } from '../../testing/world';
import { HOLD_MS, type Item, type Reply } from './outbox';
import { openStore, type Store } from './store';
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
  const store = await openStore(new IDBFactory() as unknown as globalThis.IDBFactory);
  const clock = new FakeClock();
  await store.enter(SHEET, 'e-1', entry(), clock.now(), () => 'id-1');
  clock.pass(HOLD_MS);
  const seen = { sent: 0, steps: 0, is_full: true };
  const step: Store['step'] = (order, act) => {
    seen.steps += 1;
    return seen.is_full ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : store.step(order, act);
  };
  const upload = new Uploader({
    store: { items: () => store.items(), step },
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
