/**
 * A clock that stands still and a gateway that says what it is told: the world of the tests of live.ts.
 */
import type { Clock } from '../lib/clock';
import { LiveClient, type Link, type Socket, type SocketEvents } from '../lib/live';
import type { Board, SkillBoard, SkillRow } from '../lib/board';

export class FakeClock implements Clock {
  #now_ms = 1_000_000;
  #timers: { at_ms: number; act: () => void }[] = [];

  now(): number {
    return this.#now_ms;
  }

  after(delay_ms: number, act: () => void): () => void {
    const timer = { at_ms: this.#now_ms + delay_ms, act };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Let time pass; timers fire in order, each at its own moment. */
  pass(ms: number): void {
    const end_ms = this.#now_ms + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now_ms = next.at_ms;
      next.act();
    }
    this.#now_ms = end_ms;
  }

  get waiting(): number {
    return this.#timers.length;
  }
}

export class FakeSocket implements Socket {
  readonly sent: unknown[] = [];
  is_closed = false;

  constructor(private readonly events: SocketEvents) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.is_closed = true;
  }

  says(frame: object): void {
    this.events.received(JSON.stringify(frame));
  }

  breaks(code = 1006): void {
    this.events.closed(code);
  }

  hello(at_ms = 1_000_000, protocol = 1): void {
    this.says({ type: 'hello', protocol, beat_s: 15, at_ms });
  }

  snapshot(board: string, version: number, data: Board, epoch = 'e1'): void {
    this.says({ type: 'snapshot', board, epoch, version, at_ms: version, data });
  }

  delta(board: string, version: number, data: object, epoch = 'e1'): void {
    this.says({ type: 'delta', board, epoch, version, at_ms: version, data });
  }

  current(board: string, version: number, epoch = 'e1'): void {
    this.says({ type: 'current', board, epoch, version, at_ms: version });
  }
}

export class World {
  readonly clock = new FakeClock();
  readonly sockets: FakeSocket[] = [];
  readonly links: Link[] = [];
  readonly client = new LiveClient({
    open: (events) => {
      this.sockets.push(new FakeSocket(events));
      return this.socket;
    },
    clock: this.clock,
    random: () => 0.5,
    on_link: (link) => this.links.push(link),
  });

  /** The socket opened last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('the client has opened no socket yet');
    return socket;
  }

  get phases(): string[] {
    return this.links.map((link) => link.phase);
  }
}

export function competitor(place: number | null, total: string | null, more: Partial<SkillRow> = {}): SkillRow {
  const named = { name: 'Асқар', name_latin: 'Asqar', member: 'almaty' };
  return { place, total, ...named, status: 'competing', penalty: null, marked: '45.00', aspects: 67, ...more };
}

export function skillBoard(rows: Record<string, SkillRow>): SkillBoard {
  const name = { en: 'Welding', ru: 'Сварка', kk: 'Дәнекерлеу' };
  const head = {
    championship: 'wsk2024',
    skill: 'welding',
    number: '10',
    name,
    championship_name: name,
    state: 'live',
    mark_max: '100.00',
    marked_percent: '37.5',
    policy: 'live',
    frozen_since_ms: null,
    delay_ms: 0,
    members: {},
  } as const;
  return { kind: 'skill', head, rows };
}
