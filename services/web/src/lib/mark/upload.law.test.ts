/**
 * The law of the outbox: whatever the network loses, on either side, and wherever the app dies, every entry is
 * counted exactly once and nothing is claimed that is not so. Played by seed; a failure names its seed.
 */
import { expect, test } from 'vitest';
import { entry, SHEET } from '../../testing/marking';
import { dice, freshStore } from '../../testing/memory';
import { FakeClock } from '../../testing/world';
import type { Item, Reply } from './outbox';
import type { Store } from './store';
import { Uploader } from './upload';

const SEEDS = 12;
const ENTRIES = 24;
const ROUNDS_MAX = 50_000; // far more than any seed needs: a law that never settles fails instead of hanging

/** A server that counts by id and revision, behind a network that loses a third. */
class Server {
  readonly seen = new Map<string, Reply>();
  readonly revisions = new Map<string, number>();
  counted = 0;
  claims: string[] = [];

  constructor(readonly random: () => number) {}

  async send(item: Item): Promise<Reply> {
    await Promise.resolve();
    const fate = this.random();
    if (fate < 0.2) return { kind: 'lost' };
    const reply = this.seen.get(item.id) ?? this.#take(item);
    this.seen.set(item.id, reply);
    if (fate < 0.4) return { kind: 'lost' };
    if (fate < 0.5 && reply.kind === 'answer') return { kind: 'answer', answer: { id: item.id, status: 'logged', partition: 0, offset: 1 } };
    return reply;
  }

  #take(item: Item): Reply {
    const entries = item.entries.map((one) => {
      const where = `${item.competitor}/${one.aspect}`;
      const revision = this.revisions.get(where) ?? 0;
      if (one.based_on !== revision) return { aspect: one.aspect, outcome: 'set_aside' as const, revision };
      this.revisions.set(where, revision + 1);
      this.counted += 1;
      return { aspect: one.aspect, outcome: 'counted' as const, revision: revision + 1 };
    });
    return { kind: 'answer', answer: { id: item.id, status: 'counted', entries, partition: 0, offset: 1 } };
  }
}

function uploader(store: Store, server: Server, clock: FakeClock, random: () => number, newId: () => string): Uploader {
  return new Uploader({
    store,
    send: (item) => server.send(item),
    clock,
    random,
    newId,
    may_send: () => true,
    subject: () => 'e-1',
    changed: async () => {
      for (const item of await store.items()) {
        if (item.phase === 'done' && !server.seen.has(item.id)) server.claims.push(item.id);
        if (item.phase === 'held' && server.seen.has(item.id)) server.claims.push(item.id);
      }
    },
  });
}

const settled = async (store: Store) => (await store.items()).every((item) => item.phase === 'done');
const breath = () => new Promise((resolve) => setTimeout(resolve));

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('every entry counts once, seed %i', async (seed) => {
  const random = dice(seed);
  const clock = new FakeClock();
  const server = new Server(random);
  const store = await freshStore();
  let ids = 0;
  const newId = () => `id-${(ids += 1)}`;
  let upload = uploader(store, server, clock, random, newId);
  const entered = new Set<string>();

  for (let at = 0; at < ENTRIES; at += 1) {
    const sheet = { ...SHEET, competitor: `c-${Math.floor(random() * 4)}` };
    const aspect = `A1.${at}`;
    await store.enter(sheet, 'e-1', entry({ aspect }), clock.now(), newId);
    entered.add(`${sheet.competitor}/${aspect}`);
    void upload.wake();
    if (random() < 0.5) clock.pass(3_000);
    await breath();
    if (random() < 0.1) {
      upload.stop(); // the app dies and is started again: what it was doing goes on unheard
      upload = uploader(store, server, clock, random, newId);
    }
  }
  for (let rounds = 0; rounds < ROUNDS_MAX && !(await settled(store)); rounds += 1) {
    clock.pass(25_000);
    void upload.wake();
    await breath();
  }

  expect(await settled(store)).toBe(true);
  expect(server.counted).toBe(entered.size);
  expect([...server.revisions.values()].every((revision) => revision === 1)).toBe(true);
  expect(server.claims).toEqual([]);
});
