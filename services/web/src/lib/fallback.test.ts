import { beforeEach, expect, test } from 'vitest';
import { firstThatWorks } from './fallback';
import type { OpenSocket, Socket, SocketEvents } from './live';

let opened: { way: string; events: SocketEvents }[];
let open: OpenSocket;

const way = (name: string): OpenSocket => (events) => {
  opened.push({ way: name, events });
  return { send: () => undefined, close: () => undefined };
};
const dial = (): Socket => open({ received: () => undefined, closed: () => undefined });
const ways = () => opened.map((each) => each.way);
const last = () => opened.at(-1)?.events as SocketEvents;

beforeEach(() => {
  opened = [];
  open = firstThatWorks([way('socket'), way('events')]);
});

test('one failure may be a restart; after two the other way is tried, and after two of it the first again', () => {
  for (let n = 0; n < 5; n++) {
    dial();
    last().closed(1006);
  }

  expect(ways()).toEqual(['socket', 'socket', 'events', 'events', 'socket']);
});

test('a way that has brought a frame stays, whatever breaks later', () => {
  for (let n = 0; n < 4; n++) {
    dial();
    last().received('{}');
    last().closed(1006);
  }

  expect(ways()).toEqual(['socket', 'socket', 'socket', 'socket']);
});

test('a socket that says nothing until the client has enough is a failure too', () => {
  dial().close();
  dial().close();
  dial();

  expect(ways()).toEqual(['socket', 'socket', 'events']);
});
