/**
 * Boards as server-sent events, for networks that let no WebSocket through.
 *
 * To the client it is a socket like any other. A stream cannot be spoken to: a new subscription opens another
 * one whose address says what is held of each board, so nothing is missed in between.
 */
import type { OpenSocket, Socket, SocketEvents } from './live';
import type { Position } from './wire';

export interface StreamEvents {
  message(text: string): void;
  goodbye(text: string): void; // {code, reason}: the gateway closes
  failed(): void;
}

export type OpenStream = (address: string, events: StreamEvents) => { close(): void };

const ADDRESS = '/live/events';

/** Return how to open a line over events; ``soon`` runs an act after what is being done now. */
export function overEvents(open: OpenStream, soon: (act: () => void) => void): OpenSocket {
  return (events) => new EventLine(open, soon, events);
}

class EventLine implements Socket {
  #stream: { close(): void } | null = null; // null once closed
  #is_greeted = false; // the greetings of later streams are not news
  #will_reopen = false;
  readonly #held = new Map<string, Position | null>(); // by board followed; null where nothing is held

  constructor(
    private readonly open: OpenStream,
    private readonly soon: (act: () => void) => void,
    private readonly events: SocketEvents,
  ) {
    this.#reopen();
  }

  send(text: string): void {
    const { op, board, epoch, version } = JSON.parse(text);
    if (op === 'unsubscribe') this.#held.delete(board);
    if (op !== 'subscribe') return;
    this.#held.set(board, epoch === undefined ? null : { epoch, version });
    if (this.#will_reopen) return;
    this.#will_reopen = true;
    this.soon(() => this.#stream && this.#reopen());
  }

  close(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  #reopen(): void {
    this.#will_reopen = false;
    this.#stream?.close();
    const stream = this.open(address(this.#held), {
      message: (text) => this.#stream === stream && this.#receive(text),
      goodbye: (text) => this.#stream === stream && this.#end(JSON.parse(text).code),
      failed: () => this.#stream === stream && this.#end(1006),
    });
    this.#stream = stream;
  }

  #receive(text: string): void {
    const { type, board, epoch, version } = JSON.parse(text);
    if (type === 'hello' && this.#is_greeted) return;
    if (type === 'hello') this.#is_greeted = true;
    if (epoch !== undefined && this.#held.has(board)) this.#held.set(board, { epoch, version });
    this.events.received(text);
  }

  #end(code: number): void {
    this.close();
    this.events.closed(code);
  }
}

/** Return the address of a stream that follows the boards from what is held. */
export function address(held: ReadonlyMap<string, Position | null>): string {
  const wanted = new URLSearchParams();
  for (const [board, position] of held) {
    wanted.append('board', board);
    if (position) {
      wanted.append('epoch', position.epoch);
      wanted.append('version', String(position.version));
    }
  }
  return held.size > 0 ? `${ADDRESS}?${wanted}` : ADDRESS;
}
