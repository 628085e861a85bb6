import { beforeEach, expect, test } from 'vitest';
import { FakeClock, FakeSocket } from '../testing/world';
import type { Socket, SocketEvents } from './live';
import { paced } from './paced';

let clock: FakeClock;
let under: FakeSocket;
let closed: number[];
let socket: Socket;

beforeEach(() => {
  clock = new FakeClock();
  closed = [];
  const open = paced((events: SocketEvents) => (under = new FakeSocket(events)), clock);
  socket = open({ received: () => undefined, closed: (code) => closed.push(code) });
});

function say(count: number): void {
  for (let n = 0; n < count; n++) socket.send(String(n));
}

test('what a page says at once is said at once', () => {
  say(100);

  expect(under.sent).toHaveLength(100);
  expect(clock.waiting).toBe(0);
});

test('what is beyond waits and is said in its order, never faster than the gateway allows', () => {
  say(140);
  expect(under.sent).toHaveLength(100);

  clock.pass(1000);
  expect(under.sent).toHaveLength(108);
  clock.pass(10_000);

  expect(under.sent).toEqual(Array.from({ length: 140 }, (_, n) => n));
});

test('silence earns the right to say much again', () => {
  say(100);
  clock.pass(60_000);
  say(100);

  expect(under.sent).toHaveLength(200);
});

test('a socket that is closed says nothing of what waited', () => {
  say(120);

  under.breaks(4000);
  clock.pass(60_000);

  expect([under.sent.length, closed]).toEqual([100, [4000]]);
});

test('a page that closes its socket says nothing more', () => {
  say(120);

  socket.close();
  clock.pass(60_000);

  expect([under.sent.length, under.is_closed]).toEqual([100, true]);
});
