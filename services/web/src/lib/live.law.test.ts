/**
 * The law of live.ts played against a gateway that loses frames and breaks links by a seeded die: once the
 * network is calm again, the page shows the gateway's board.
 */
import { expect, test } from 'vitest';
import { competitor, skillBoard, World } from '../testing/world';
import { applyDelta, type Board, type Delta } from './board';

const BOARD = 'wsk2024/welding';
const HISTORY = 8; // short, so that both resuming and starting over happen

/** Return a die (mulberry32): the same seed, the same throws. */
function die(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Gateway {
  board: Board = skillBoard({ c0: competitor(1, '0.00') });
  version = 1;
  epoch = 1;
  readonly #history = new Map<number, Delta>();
  #answered = 0;

  constructor(
    private readonly world: World,
    private readonly random: () => number,
  ) {}

  change(): void {
    const id = `c${Math.floor(this.random() * 6)}`;
    const gone = this.random() < 0.1 && Object.keys(this.board.rows).length > 1;
    const whole = competitor(Math.ceil(this.random() * 6), (this.random() * 100).toFixed(2));
    const delta: Delta = gone ? { gone: [id] } : { rows: { [id]: { ...whole } } };
    this.board = applyDelta(this.board, delta);
    this.version += 1;
    this.#history.set(this.version, delta);
    this.#history.delete(this.version - HISTORY);
    if (this.random() < 0.8) this.world.socket.delta(BOARD, this.version, delta, `e${this.epoch}`);
  }

  restart(): void {
    this.epoch += 1;
    this.version = 1;
    this.#history.clear();
  }

  greet(): void {
    this.#answered = 0;
    this.world.socket.hello();
  }

  /** Answer what was asked on the present socket. */
  answer(): void {
    const socket = this.world.socket;
    for (const message of socket.sent.slice(this.#answered) as { epoch?: string; version?: number }[]) {
      this.#answered += 1;
      const epoch = `e${this.epoch}`;
      const missed = Array.from({ length: this.version - (message.version ?? 0) }, (_, i) => (message.version ?? 0) + 1 + i);
      if (message.epoch !== epoch || missed.some((version) => !this.#history.has(version))) {
        socket.snapshot(BOARD, this.version, this.board, epoch);
      } else if (missed.length === 0) socket.current(BOARD, this.version, epoch);
      else for (const version of missed) socket.delta(BOARD, version, this.#history.get(version) as Delta, epoch);
    }
  }
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))('after any trouble the page shows the truth (seed %i)', (seed) => {
  const random = die(seed);
  const world = new World();
  const gateway = new Gateway(world, random);
  let shown: Board | null = null;
  world.client.subscribe(BOARD, (view) => (shown = view.board));
  gateway.greet();

  for (let step = 0; step < 200; step++) {
    const throw_ = random();
    if (throw_ < 0.7) gateway.change();
    else if (throw_ < 0.9) gateway.answer();
    else if (throw_ < 0.93) gateway.restart();
    else {
      const sockets = world.sockets.length;
      world.socket.breaks(4000);
      while (world.sockets.length === sockets) world.clock.pass(100);
      gateway.greet();
    }
  }
  world.client.check();
  gateway.answer();

  expect(shown).toEqual(gateway.board);
  expect(world.client.link.phase).toBe('live');
});
