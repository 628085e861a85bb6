import { beforeEach, expect, test } from 'vitest';
import { competitor, FakeClock, FakeSocket, skillBoard } from '../testing/world';
import { BOARDS_MAX, Lines } from './lines';
import { LiveClient, type Link } from './live';

const board = skillBoard({ a: competitor(1, '10.00') });

let clock: FakeClock;
let sockets: FakeSocket[];
let links: Link[];
let lines: Lines;

beforeEach(() => {
  clock = new FakeClock();
  sockets = [];
  links = [];
  lines = new Lines(
    (on_link) =>
      new LiveClient({
        open: (events) => {
          const socket = new FakeSocket(events);
          sockets.push(socket);
          return socket;
        },
        clock,
        random: () => 0.5,
        on_link,
      }),
    (link) => links.push(link),
  );
});

const name = (n: number) => `wsk2024/skill-${n}`;

function followed(count: number): { totals: Map<number, string>; stops: (() => void)[] } {
  const totals = new Map<number, string>();
  const stops = Array.from({ length: count }, (_, n) =>
    lines.subscribe(name(n), ({ board: shown }) => {
      if (shown?.kind === 'skill') totals.set(n, shown.rows['a']?.total ?? '');
    }),
  );
  return { totals, stops };
}

function boardsAskedOf(socket: FakeSocket | undefined): string[] {
  return (socket?.sent as { op: string; board: string }[]).filter(({ op }) => op === 'subscribe').map((said) => said.board);
}

function answer(socket: FakeSocket | undefined): void {
  for (const asked of boardsAskedOf(socket)) socket?.snapshot(asked, 1, board);
}

test('seventy boards are followed on two links, none of which follows more than the gateway allows', () => {
  const { totals } = followed(70);
  sockets.forEach((socket) => socket.hello());
  sockets.forEach(answer);

  expect(sockets.map((socket) => boardsAskedOf(socket).length)).toEqual([BOARDS_MAX, 10]);
  expect(totals.size).toBe(70);
  expect(lines.link.phase).toBe('live');
});

test('a board that is followed twice is asked for once', () => {
  followed(3);
  followed(3);
  sockets[0]?.hello();

  expect(boardsAskedOf(sockets[0])).toEqual([name(0), name(1), name(2)]);
});

test('the link is as good as the worst of them', () => {
  followed(70);
  sockets[0]?.hello();
  answer(sockets[0]);
  expect(lines.link.phase).toBe('connecting');

  sockets[1]?.hello();
  answer(sockets[1]);
  expect(lines.link.phase).toBe('live');
  sockets[1]?.breaks();

  expect(lines.link.phase).toBe('connecting');
  expect(links.at(-1)).toBe(lines.link);
});

test('a link that nobody needs any more is closed, and the first one stays', () => {
  const { stops } = followed(70);
  sockets.forEach((socket) => socket.hello());
  sockets.forEach(answer);

  stops.forEach((stop) => stop());

  expect(sockets.map((socket) => socket.is_closed)).toEqual([false, true]);
  expect(lines.link.phase).toBe('live');
  clock.pass(20_000);
  expect(sockets).toHaveLength(2);
});

test('a link that was closed while it waited to come back does not come back', () => {
  const { stops } = followed(61);
  sockets[1]?.breaks();

  stops.at(-1)?.();
  clock.pass(60_000);

  expect(sockets.filter((socket) => boardsAskedOf(socket).includes(name(60)))).toHaveLength(0);
  expect(lines.link.phase).not.toBe('live');
});

test('the room of a board that was left is given to the next', () => {
  const { stops } = followed(60);
  stops[0]?.();
  lines.subscribe('wsk2024/late', () => undefined);

  expect(sockets).toHaveLength(1);
});

test('the clock of the services is known by the first link', () => {
  expect(lines.skew_ms).toBe(0);
  followed(1);
  sockets[0]?.hello(clock.now() + 5000);

  expect(lines.skew_ms).toBe(5000);
});

test('a hint of the world reaches every link', () => {
  followed(70);
  sockets.forEach((socket) => socket.hello());
  sockets.forEach(answer);
  sockets.forEach((socket) => socket.sent.splice(0));

  lines.check();

  expect(sockets.map((socket) => boardsAskedOf(socket).length)).toEqual([BOARDS_MAX, 10]);
});
