/**
 * A socket that never says more than the gateway lets a viewer say: beyond the first 128 messages ten a second,
 * and who says more is sent away for good (4102, docs/protocol.md). What is beyond waits, in its order.
 */
import type { Cancel, Clock } from './clock';
import type { OpenSocket, Socket, SocketEvents } from './live';

const FIRST = 100; // pings count, too
const PER_S = 8;

/** Return how to open such a socket. */
export function paced(open: OpenSocket, clock: Clock): OpenSocket {
  return (events) => new PacedSocket(open, clock, events);
}

class PacedSocket implements Socket {
  #allowed = FIRST;
  #counted_ms: number; // when ``#allowed`` was reckoned last
  #waiting: string[] = [];
  #later: Cancel | null = null; // set while something waits
  readonly #socket: Socket;

  constructor(
    open: OpenSocket,
    private readonly clock: Clock,
    events: SocketEvents,
  ) {
    this.#counted_ms = clock.now();
    this.#socket = open({
      received: (text) => events.received(text),
      closed: (code) => {
        this.#forget();
        events.closed(code);
      },
    });
  }

  send(text: string): void {
    this.#waiting.push(text);
    if (!this.#later) this.#say();
  }

  close(): void {
    this.#forget();
    this.#socket.close();
  }

  #say(): void {
    this.#later = null;
    const now_ms = this.clock.now();
    const earned = (Math.max(0, now_ms - this.#counted_ms) * PER_S) / 1000;
    this.#allowed = Math.min(FIRST, this.#allowed + earned);
    this.#counted_ms = now_ms;
    const said = this.#waiting.splice(0, Math.floor(this.#allowed));
    this.#allowed -= said.length;
    for (const text of said) this.#socket.send(text);
    if (this.#waiting.length > 0) this.#later = this.clock.after(1000 / PER_S, () => this.#say());
  }

  #forget(): void {
    this.#later?.();
    this.#later = null;
    this.#waiting = [];
  }
}
