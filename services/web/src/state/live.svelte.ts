/**
 * The link of this page, lent to whatever part wants to follow a board.
 *
 * This is where the pure client meets the browser: its socket, its clock, its hints about the network.
 */
import { device_clock } from '../lib/clock';
import { overEvents, type StreamEvents } from '../lib/events';
import { firstThatWorks } from '../lib/fallback';
import { Lines } from '../lib/lines';
import { LiveClient, type Link, type Socket, type SocketEvents, type View } from '../lib/live';
import { OwnTask } from '../lib/own-task';
import { Pace } from '../lib/pace';
import { paced } from '../lib/paced';

const BLINK_MS = 3_000;
const GAP_MS = 200; // eight marks of one panel arrive within this; see lib/pace

class Live {
  link = $state.raw<Link>({ phase: 'idle' });
  changed_ms = $state(0); // server time of the last change of the board on show; 0 when there is none
  now_ms = $state(Date.now()); // device time, ticking once a second for whatever shows an age

  readonly client = new Lines(newClient, (link) => (this.link = link));

  constructor() {
    setInterval(() => (this.now_ms = Date.now()), 1000);
    addEventListener('online', () => this.client.check());
    addEventListener('offline', () => this.client.check());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.client.check();
    });
  }

  /** Whether what is on show may be behind the marks; a short blink of the link is not worth a veil. */
  get is_stale(): boolean {
    const link = this.link;
    if (link.phase === 'connecting') return this.now_ms - link.since_ms > BLINK_MS;
    return link.phase === 'offline' || link.phase === 'refused';
  }

  get age_ms(): number {
    return Math.max(0, this.now_ms + this.client.skew_ms - this.changed_ms);
  }
}

export const live = new Live();

/** Follow a board for as long as the component that calls this is on the page; the page's age is the main board's. */
export function follow(board: string, is_main = true): { readonly view: View } {
  let view = $state.raw<View>({ board: null, at_ms: 0, problem: null });
  const own = new OwnTask<View>(device_clock, (next) => {
    view = next;
    if (!is_main) return;
    live.changed_ms = next.at_ms;
    live.now_ms = Date.now();
  });
  const pace = new Pace<View>(device_clock, GAP_MS, (next) => own.put(next));
  $effect(() => {
    const stop = live.client.subscribe(board, (next) => pace.put(next));
    return () => {
      stop();
      pace.stop();
      own.stop();
      if (is_main) live.changed_ms = 0;
    };
  });
  return {
    get view() {
      return view;
    },
  };
}

function newClient(on_link: () => void): LiveClient {
  const open = firstThatWorks([paced(openSocket, device_clock), overEvents(openStream, queueMicrotask)]);
  return new LiveClient({ open, clock: device_clock, random: Math.random, on_link });
}

function openSocket(events: SocketEvents): Socket {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(`${scheme}//${location.host}/live`);
  socket.onmessage = (message: MessageEvent<string>) => events.received(message.data);
  socket.onclose = (close) => events.closed(close.code);
  return socket;
}

function openStream(address: string, events: StreamEvents): EventSource {
  const stream = new EventSource(address);
  stream.onmessage = (message: MessageEvent<string>) => events.message(message.data);
  stream.addEventListener('close', (message: MessageEvent<string>) => events.goodbye(message.data));
  stream.onerror = () => events.failed();
  return stream;
}
