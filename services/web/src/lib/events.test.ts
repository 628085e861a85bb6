import { beforeEach, expect, test } from 'vitest';
import { overEvents, type StreamEvents } from './events';
import type { Socket } from './live';
import { subscribeText, unsubscribeText } from './wire';

interface FakeStream {
  address: string;
  events: StreamEvents;
  is_closed: boolean;
}

let streams: FakeStream[];
let soon: (() => void)[];
let received: string[];
let codes: number[];
let line: Socket;

const last = () => streams.at(-1) as FakeStream;
const says = (frame: object) => last().events.message(JSON.stringify(frame));
const types = () => received.map((text) => JSON.parse(text).type);
const run = () => soon.splice(0).forEach((act) => act());

beforeEach(() => {
  streams = [];
  soon = [];
  received = [];
  codes = [];
  const open = overEvents(
    (address, events) => {
      const stream = { address, events, is_closed: false };
      streams.push(stream);
      return { close: () => (stream.is_closed = true) };
    },
    (act) => soon.push(act),
  );
  line = open({ received: (text) => received.push(text), closed: (code) => codes.push(code) });
});

test('a first stream greets, and subscriptions open another one that follows them all', () => {
  says({ type: 'hello' });
  line.send(subscribeText('index', null));
  line.send(subscribeText('wsk2024/welding', { epoch: 'e1', version: 12 }));
  run();

  expect(streams.map((stream) => stream.address)).toEqual([
    '/live/events',
    '/live/events?board=index&board=wsk2024%2Fwelding&epoch=e1&version=12',
  ]);
  expect(streams[0]?.is_closed).toBe(true);
});

test('the greeting of a later stream is not news, its frames are', () => {
  says({ type: 'hello' });
  line.send(subscribeText('index', null));
  run();
  says({ type: 'hello' });
  says({ type: 'snapshot', board: 'index', epoch: 'e1', version: 4 });

  expect(types()).toEqual(['hello', 'snapshot']);
});

test('another subscription resumes the others from what has come since', () => {
  line.send(subscribeText('index', null));
  run();
  says({ type: 'snapshot', board: 'index', epoch: 'e1', version: 4 });
  says({ type: 'delta', board: 'index', epoch: 'e1', version: 5 });
  line.send(subscribeText('wsk2024', null));
  run();

  expect(last().address).toBe('/live/events?board=index&epoch=e1&version=5&board=wsk2024');
});

test('a board that is left is not followed by the next stream', () => {
  line.send(subscribeText('index', null));
  line.send(unsubscribeText('index'));
  run();

  expect(last().address).toBe('/live/events');
});

test('the goodbye tells its code; a stream that fails is a line that broke', () => {
  last().events.goodbye('{"code":4001,"reason":"slow"}');
  last().events.failed();

  expect(codes).toEqual([4001]);
  expect(last().is_closed).toBe(true);
});

test('a line that was closed opens nothing and says nothing any more', () => {
  line.send(subscribeText('index', null));
  line.close();
  run();
  says({ type: 'hello' });

  expect(streams).toHaveLength(1);
  expect(received).toEqual([]);
});
