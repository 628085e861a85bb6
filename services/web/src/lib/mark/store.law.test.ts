/**
 * The law of what is kept: no sequence of steps removes an entry that the services have not answered, whoever steps,
 * tidies, hands over or comes from elsewhere in between. Played by seed; a failure names its seed.
 */
import { expect, test } from 'vitest';
import { cell, entry, SHEET } from '../../testing/marking';
import { dice, newFactory } from '../../testing/memory';
import { isUnsettled, replied, sealed, type Item, type Reply } from './outbox';
import { openStore, type Store } from './store';
import { isTold, KEPT_MS, outlived } from './tidy';
import type { EntryOutcome } from './wire';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const STEPS = 60;
const OUTCOMES = ['counted', 'waiting', 'set_aside', 'noted', 'refused'] as const;

/** A device, and beside it what a person entered that nobody has answered: by its reason, which is never the same twice. */
class World {
  readonly factory = newFactory();
  readonly owed = new Set<string>();
  store!: Store;
  now_ms = 1;
  made = 0;

  constructor(readonly random: () => number) {}

  pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.random() * from.length)];
  }

  newId = () => `id-${(this.made += 1)}`;

  async enter(): Promise<void> {
    const [aspect, reason] = [`A1.${this.pick([1, 2, 3])}`, `reason-${(this.made += 1)}`];
    const sheet = { ...SHEET, competitor: this.pick(['c-1', 'c-2'])! };
    const before = (await this.store.open()).filter((item) => item.competitor === sheet.competitor);
    const last = before.findLast((item) => item.entries.some((one) => one.aspect === aspect));
    const { order } = await this.store.enter(sheet, 'e-1', entry({ aspect, reason, ...(last ? { after: last.id } : {}) }), this.now_ms, this.newId);
    const replaced = before.find((item) => item.order === order)?.entries.find((one) => one.aspect === aspect);
    if (replaced) this.owed.delete(replaced.reason!); // by the person's own hand, before it left the device
    this.owed.add(reason);
  }

  async takeBack(): Promise<void> {
    const [competitor, aspect] = [this.pick(['c-1', 'c-2'])!, `A1.${this.pick([1, 2, 3])}`];
    const before = await this.store.open();
    const order = await this.store.takeBack({ ...SHEET, competitor }, 'e-1', aspect);
    const gone = before.find((item) => item.order === order)?.entries.find((one) => one.aspect === aspect);
    if (gone) this.owed.delete(gone.reason!);
  }

  async send(): Promise<void> {
    const item = this.pick(await this.store.open());
    if (!item) return;
    const [frozen] = await this.store.step(item.order, (one, before) => [sealed(one, before, this.now_ms)]);
    const reply = this.reply(frozen!);
    const stored = await this.store.step(item.order, (one) => replied(one, reply, this.now_ms, this.random, this.newId));
    if (stored.every((one) => isUnsettled(one))) return;
    for (const { reason } of frozen!.entries) this.owed.delete(reason!);
  }

  reply(item: Item): Reply {
    const fate = this.random();
    if (fate < 0.25) return { kind: 'lost' };
    if (fate < 0.5) return { kind: 'problem', problem: { code: 'compatriot', title: '', detail: '', status: 422 } };
    if (fate < 0.65) return { kind: 'answer', answer: { id: item.id, status: 'logged', partition: 0, offset: 1 } };
    const entries: EntryOutcome[] = item.entries.map(({ aspect }) => ({ aspect, outcome: this.pick(OUTCOMES)!, revision: 1 }));
    return { kind: 'answer', answer: { id: item.id, status: 'counted', entries, partition: 0, offset: 1 } };
  }

  async putAway(): Promise<void> {
    const orders = (await this.store.items()).map((item) => item.order);
    await this.store.putAway([...orders.filter(() => this.random() < 0.5), 7_777]);
  }

  async tidy(): Promise<void> {
    this.now_ms += 2 * KEPT_MS;
    const told = outlived(await this.store.items(), this.now_ms).filter((item) => isTold(item, () => cell({ revision: 9 })));
    await this.store.putAway(told.map((item) => item.order));
  }

  async handOver(): Promise<void> {
    const given = await this.store.handOver('e-1');
    await this.store.takeIn(given, []);
  }

  async restart(): Promise<void> {
    this.store = await openStore(this.factory);
  }
}

test.each(SEEDS)('whatever happens, what is not answered is there (seed %i)', async (seed) => {
  const world = new World(dice(seed));
  await world.restart();
  const ways = [world.enter, world.enter, world.enter, world.takeBack, world.send, world.send, world.putAway, world.tidy, world.handOver, world.restart];

  for (let at = 0; at < STEPS; at += 1) {
    await world.pick(ways)!.call(world);
    const there = new Set((await world.store.open()).flatMap((item) => item.entries.map((one) => one.reason)));
    expect([...world.owed].filter((reason) => !there.has(reason))).toEqual([]);
  }
});
