/**
 * The law of order: of one aspect on one sheet the services see what was entered earlier before what was entered later,
 * also when a submission was refused as a whole and its entries go alone, also when the app was started anew since.
 */
import { expect, test } from 'vitest';
import { entry, SHEET } from '../../testing/marking';
import { dice, newFactory } from '../../testing/memory';
import { FakeClock } from '../../testing/world';
import type { Item, Reply } from './outbox';
import { openStore } from './store';
import { Uploader } from './upload';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const ENTRIES = 16;
const ROUNDS_MAX = 5_000;

const breath = () => new Promise((resolve) => setTimeout(resolve));

/** Services that refuse a submission with a bad entry as a whole, and lose some requests on the way. */
class Server {
  readonly taken: number[] = []; // what was entered, by its number, in the order in which it came

  constructor(readonly random: () => number) {}

  send(item: Item): Promise<Reply> {
    if (this.random() < 0.2) return Promise.resolve({ kind: 'lost' });
    const is_bad = item.entries.some((one) => one.reason!.endsWith('bad'));
    if (is_bad && item.entries.length > 1) return Promise.resolve({ kind: 'problem', problem: { code: 'reason_missing', title: '', detail: '', status: 422 } });
    this.taken.push(...item.entries.map((one) => parseInt(one.reason!, 10)));
    const entries = item.entries.map(({ aspect, based_on }) => ({ aspect, outcome: 'counted' as const, revision: based_on + 1 }));
    return Promise.resolve({ kind: 'answer', answer: { id: item.id, status: 'counted', entries, partition: 0, offset: 1 } });
  }
}

test.each(SEEDS)('nothing overtakes what was entered before it (seed %i)', async (seed) => {
  const [random, factory, clock] = [dice(seed), newFactory(), new FakeClock()];
  const server = new Server(random);
  let ids = 0;
  let store = await openStore(factory);
  const newUploader = () =>
    new Uploader({
      store, send: (item) => server.send(item), clock, random, newId: () => `id-${(ids += 1)}`,
      may_send: () => true, subject: () => 'e-1', changed: () => undefined,
    });
  let upload = newUploader();
  const aspects = new Map<number, string>();

  for (let at = 0; at < ENTRIES; at += 1) {
    const aspect = `A1.${1 + Math.floor(random() * 3)}`;
    const last = [...aspects.keys()].findLast((one) => aspects.get(one) === aspect);
    let is_beside = true; // what was there already
    const newId = () => {
      is_beside = false;
      return `id-${(ids += 1)}`;
    };
    await store.enter(SHEET, 'e-1', entry({ aspect, reason: `${at}${random() < 0.4 ? 'bad' : ''}` }), clock.now(), newId);
    const kept = new Set((await store.open()).flatMap((item) => item.entries.map((one) => parseInt(one.reason!, 10))));
    if (is_beside && last !== undefined && !kept.has(last) && !server.taken.includes(last)) aspects.delete(last); // replaced while it was held
    aspects.set(at, aspect);
    if (random() < 0.6) {
      clock.pass(3_000);
      void upload.wake();
      for (let breaths = 0; breaths < random() * 12; breaths += 1) await breath();
    }
    if (random() < 0.2) {
      upload.stop();
      store = await openStore(factory);
      upload = newUploader();
    }
  }
  for (let rounds = 0; rounds < ROUNDS_MAX && (await store.open()).length > 0; rounds += 1) {
    clock.pass(25_000);
    void upload.wake();
    await breath();
  }

  const of = (aspect: string) => server.taken.filter((at) => aspects.get(at) === aspect);
  for (const aspect of new Set(aspects.values())) {
    expect([...new Set(of(aspect))]).toEqual([...aspects.keys()].filter((at) => aspects.get(at) === aspect));
  }
});
