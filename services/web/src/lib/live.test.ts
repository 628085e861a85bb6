import { beforeEach, describe, expect, test } from 'vitest';
import { competitor, FakeSocket, skillBoard, World } from '../testing/world';
import type { SkillBoard } from './board';
import { LiveClient, type View } from './live';

const BOARD = 'wsk2024/welding';
const start = skillBoard({ a: competitor(1, '10.00'), b: competitor(2, '9.00') });

let world: World;
let views: View[];

beforeEach(() => {
  world = new World();
  views = [];
});

const seen = () => views.at(-1)?.board as SkillBoard | null;
const watch = () => world.client.subscribe(BOARD, (view) => views.push(view));

function watchLive(): () => void {
  const stop = watch();
  world.socket.hello();
  world.socket.snapshot(BOARD, 12, start);
  return stop;
}

describe('following a board', () => {
  test('the board is asked for after hello and shown when it comes', () => {
    watchLive();

    expect(world.socket.sent).toEqual([{ op: 'subscribe', board: BOARD }]);
    expect(seen()).toEqual(start);
    expect(world.phases).toEqual(['connecting', 'live']);
  });

  test('the next delta is laid over the board', () => {
    watchLive();

    world.socket.delta(BOARD, 13, { rows: { a: { total: '10.75' } }, gone: ['b'] });

    expect(seen()?.rows).toEqual({ a: competitor(1, '10.75') });
    expect(views.at(-1)?.at_ms).toBe(13);
  });

  test('a gap is never guessed at: the board is asked for again, once, from where we stand', () => {
    watchLive();

    world.socket.delta(BOARD, 14, { rows: { a: { total: '11.00' } } });
    world.socket.delta(BOARD, 15, { rows: { a: { total: '12.00' } } });

    expect(seen()).toEqual(start);
    expect(world.socket.sent.slice(1)).toEqual([{ op: 'subscribe', board: BOARD, epoch: 'e1', version: 12 }]);
  });

  test('after a gap the missed deltas fill it in order', () => {
    watchLive();
    world.socket.delta(BOARD, 14, { rows: { a: { total: '11.00' } } });

    world.socket.delta(BOARD, 13, { rows: { b: { total: '9.50' } } });
    world.socket.delta(BOARD, 14, { rows: { a: { total: '11.00' } } });

    expect(seen()?.rows).toEqual({ a: competitor(1, '11.00'), b: competitor(2, '9.50') });
  });

  test('a delta of another epoch is dropped and the board asked for', () => {
    watchLive();

    world.socket.delta(BOARD, 13, { gone: ['a', 'b'] }, 'e2');

    expect(seen()).toEqual(start);
    expect(world.socket.sent).toHaveLength(2);
  });

  test('a delta that was seen before changes nothing and asks for nothing', () => {
    watchLive();

    world.socket.delta(BOARD, 12, { gone: ['a'] });

    expect(seen()).toEqual(start);
    expect(world.socket.sent).toHaveLength(1);
  });

  test('an unknown board says so, and is shown when it appears', () => {
    watch();
    world.socket.hello();

    world.socket.says({ type: 'error', code: 'unknown_board', board: BOARD, detail: '' });
    expect(views.at(-1)).toMatchObject({ board: null, problem: 'unknown_board' });
    expect(world.client.link.phase).toBe('live');

    world.socket.snapshot(BOARD, 1, start);
    expect(views.at(-1)).toMatchObject({ board: start, problem: null });
  });

  test('a board left and taken up again is shown at once and resumed', () => {
    watchLive()();
    views = [];

    watch();

    expect(seen()).toEqual(start);
    expect(world.socket.sent.slice(1)).toEqual([
      { op: 'unsubscribe', board: BOARD },
      { op: 'subscribe', board: BOARD, epoch: 'e1', version: 12 },
    ]);
  });

  test('a frame of a type we do not know is skipped', () => {
    watchLive();

    world.socket.says({ type: 'later', board: BOARD });

    expect(seen()).toEqual(start);
  });
});

describe('losing the link', () => {
  test('a lost link comes back and resumes from where we stood', () => {
    watchLive();

    world.socket.breaks(4000);
    world.clock.pass(1_000);
    world.socket.hello();
    world.socket.current(BOARD, 12);

    expect(world.sockets).toHaveLength(2);
    expect(world.socket.sent).toEqual([{ op: 'subscribe', board: BOARD, epoch: 'e1', version: 12 }]);
    expect(world.phases).toEqual(['connecting', 'live', 'connecting', 'live']);
  });

  test('the link is not called live before the board is up to date again', () => {
    watchLive();

    world.socket.breaks();
    world.clock.pass(1_000);
    world.socket.hello();

    expect(world.client.link.phase).toBe('connecting');
  });

  test('when the next attempt fails too we are offline since the moment of the loss', () => {
    watchLive();
    const lost_ms = world.clock.now();

    world.socket.breaks();
    world.clock.pass(500);
    world.socket.breaks();

    expect(world.client.link).toEqual({ phase: 'offline', since_ms: lost_ms });
  });

  test('waits double from half a second (the dice show 0.5) up to ten', () => {
    watch();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const before_ms = world.clock.now();
      const sockets = world.sockets.length;
      world.socket.breaks();
      while (world.sockets.length === sockets) world.clock.pass(100);
      waits.push(world.clock.now() - before_ms);
    }

    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
  });

  test('silence for two beats is a loss', () => {
    watchLive();

    world.clock.pass(29_999);
    expect(world.client.link.phase).toBe('live');
    world.clock.pass(1);
    expect(world.client.link.phase).toBe('connecting');
    expect(world.sockets[0]?.is_closed).toBe(true);
  });

  test('a beat is not silence', () => {
    watchLive();

    for (let i = 0; i < 10; i++) {
      world.clock.pass(15_000);
      world.socket.says({ type: 'beat', at_ms: 0 });
    }

    expect(world.sockets).toHaveLength(1);
  });

  test('a socket that never says hello is given up', () => {
    watch();

    world.clock.pass(10_000);

    expect(world.client.link.phase).toBe('offline');
  });

  test.each([4100, 4101, 4102, 4103, 4199])('close code %i means: do not come back', (code) => {
    watchLive();

    world.socket.breaks(code);
    world.clock.pass(3_600_000);

    expect(world.client.link).toEqual({ phase: 'refused', code });
    expect(world.sockets).toHaveLength(1);
    expect(world.clock.waiting).toBe(0);
  });

  test.each([1001, 1006, 4000, 4001, 4099])('close code %i means: come back', (code) => {
    watchLive();

    world.socket.breaks(code);
    world.clock.pass(1_000);

    expect(world.sockets).toHaveLength(2);
  });

  test('a full gateway is left alone for longer', () => {
    watchLive();

    world.socket.breaks(4002);
    world.clock.pass(7_999);
    expect(world.sockets).toHaveLength(1);
    world.clock.pass(1);
    expect(world.sockets).toHaveLength(2);
  });

  test('a gateway of a later protocol is not talked to', () => {
    watch();

    world.socket.hello(0, 2);

    expect(world.client.link.phase).toBe('refused');
  });

  test('late events of a socket given up are not ours', () => {
    watchLive();
    const old = world.socket;
    old.breaks();
    world.clock.pass(1_000);

    old.delta(BOARD, 13, { gone: ['a'] });
    old.breaks(4103);

    expect(seen()).toEqual(start);
    expect(world.client.link.phase).toBe('connecting');
  });
});

describe('hints from the world', () => {
  test('a hint while waiting tries again at once', () => {
    watchLive();
    world.socket.breaks();

    world.client.check();

    expect(world.sockets).toHaveLength(2);
    expect(world.clock.waiting).toBe(1);
  });

  test('a hint on a live link asks where we stand; no answer is a loss', () => {
    watchLive();

    world.client.check();
    expect(world.socket.sent.at(-1)).toEqual({ op: 'subscribe', board: BOARD, epoch: 'e1', version: 12 });
    world.clock.pass(5_000);

    expect(world.client.link.phase).toBe('connecting');
  });

  test('a hint that is answered leaves the link as it is', () => {
    watchLive();

    world.client.check();
    world.socket.current(BOARD, 12);
    world.clock.pass(10_000);

    expect(world.phases).toEqual(['connecting', 'live']);
  });

  test('the clock of the server is known from hello and beats', () => {
    watch();

    world.socket.hello(world.clock.now() + 5_000);
    expect(world.client.serverNow()).toBe(world.clock.now() + 5_000);
    world.socket.says({ type: 'beat', at_ms: world.clock.now() - 100 });
    expect(world.client.serverNow()).toBe(world.clock.now() - 100);
  });
});

describe('a gateway that restarts', () => {
  test('the page moves to another socket and is told by the old one until that greets', () => {
    watchLive();
    const old = world.socket;

    old.says({ type: 'moving', within_ms: 4000 });
    world.clock.pass(1000);
    expect(world.sockets).toHaveLength(2);
    old.delta(BOARD, 13, { rows: { a: { total: '10.75' } } });
    world.socket.hello();
    old.delta(BOARD, 14, { rows: { a: { total: '99.00' } } });
    world.socket.current(BOARD, 13);

    expect(world.socket.sent).toEqual([{ op: 'subscribe', board: BOARD, epoch: 'e1', version: 13 }]);
    expect(old.is_closed).toBe(true);
    expect(seen()?.rows.a?.total).toBe('10.75');
    expect(world.phases).toEqual(['connecting', 'live']);
  });

  test('where the other socket does not open, the old one is used to its end', () => {
    watchLive();
    const old = world.socket;
    old.says({ type: 'moving', within_ms: 4000 });
    world.clock.pass(1000);

    world.socket.breaks();
    old.delta(BOARD, 13, { rows: { a: { total: '10.75' } } });

    expect(seen()?.rows.a?.total).toBe('10.75');
    expect(old.is_closed).toBe(false);
  });

  test('a socket that breaks while the next one opens is replaced as ever', () => {
    watchLive();
    const old = world.socket;
    old.says({ type: 'moving', within_ms: 4000 });
    world.clock.pass(1000);
    const next = world.socket;

    old.breaks(4000);
    world.clock.pass(1000);

    expect(next.is_closed).toBe(true);
    expect(world.sockets).toHaveLength(3);
  });

  test('the page comes back when the gateway said, not sooner', () => {
    watchLive();

    world.socket.says({ type: 'retry', after_ms: 7000 });
    world.socket.breaks(4003);
    world.clock.pass(6999);
    expect(world.sockets).toHaveLength(1);
    world.clock.pass(1);

    expect(world.sockets).toHaveLength(2);
  });

  test('a renewed token is shown on the open line, and no other moment', () => {
    let token = 't1';
    const other = new World();
    const client = new LiveClient({ open: (events) => {
      other.sockets.push(new FakeSocket(events));
      return other.socket;
    }, clock: other.clock, random: () => 0.5, on_link: () => {}, token: () => token });
    client.subscribe(BOARD, () => {});
    client.enter();
    other.socket.hello();
    token = 't2';
    client.enter();

    expect(other.socket.sent.filter((said) => (said as { op: string }).op === 'enter')).toEqual([
      { op: 'enter', token: 't1' },
      { op: 'enter', token: 't2' },
    ]);
  });

  test('what is held is said of boards that somebody follows', () => {
    const stop = watchLive();
    expect([...world.client.held().keys()]).toEqual([BOARD]);
    expect([...world.client.views()].map(([board]) => board)).toEqual([BOARD]);
    void stop;
  });
});
