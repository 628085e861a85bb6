/**
 * A link to the boards for a page of the venue: the live client with a token that is renewed in time.
 *
 * A page may hold two: one with a token for what the venue may know, one without for what is public.
 */
import { device_clock } from '../lib/clock';
import { LiveClient, type Link, type OpenSocket, type Socket, type SocketEvents } from '../lib/live';

const BLINK_MS = 3_000; // a short blink of the link is not worth a veil

/** Gives a token that is good now; null when there is none to be had. */
export type GetToken = () => Promise<string | null>;

export class StageLink {
  link = $state.raw<Link>({ phase: 'idle' });
  now_ms = $state(Date.now()); // device time, ticking once a second
  readonly client: LiveClient;
  #token: string | null = null; // the one shown by the last socket

  constructor(address: string, get_token: GetToken | null = null) {
    this.client = new LiveClient({
      open: get_token === null ? socketTo(address) : this.#socketWithToken(address, get_token),
      clock: device_clock,
      random: Math.random,
      on_link: (link) => (this.link = link),
      token: () => this.#token,
    });
    setInterval(() => (this.now_ms = Date.now()), 1000);
    addEventListener('online', () => this.client.check());
    addEventListener('offline', () => this.client.check());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.client.check();
    });
  }

  /** A new token is there: show it on the open line. */
  renewed(token: string): void {
    this.#token = token;
    this.client.enter();
  }

  /** Whether what is on show may be behind the marks. */
  get is_stale(): boolean {
    const { link } = this;
    if (link.phase === 'connecting') return this.now_ms - link.since_ms > BLINK_MS;
    return link.phase === 'offline' || link.phase === 'refused';
  }

  get server_ms(): number {
    return this.now_ms + this.client.skew_ms;
  }

  /** A socket that is opened once there is a token; without one it counts as a line that did not open. */
  #socketWithToken(address: string, get_token: GetToken): OpenSocket {
    const open = socketTo(address);
    return (events) => {
      let socket: Socket | null = null; // set once the token is there
      let is_closed = false;
      void get_token().then((token) => {
        if (is_closed) return;
        if (token === null) return events.closed(1006);
        this.#token = token;
        socket = open(events);
      });
      return {
        send: (text) => socket?.send(text),
        close: () => {
          is_closed = true;
          socket?.close();
        },
      };
    };
  }
}

function socketTo(address: string): OpenSocket {
  return (events: SocketEvents) => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}${address}`);
    socket.onmessage = (message: MessageEvent<string>) => events.received(message.data);
    socket.onclose = (close) => events.closed(close.code);
    return socket;
  };
}
