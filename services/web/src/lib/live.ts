/**
 * Keeps boards true over a link that comes and goes.
 *
 * No DOM: the socket, the clock and the dice are parameters, so every bad network can be played in a test.
 * Its law: a board shown as live is the gateway's board at (epoch, version). Whatever cannot be laid on the
 * version we hold (a gap, another epoch) is dropped and asked for again; it is never guessed at.
 */
import { backoffMs } from './backoff';
import { applyDelta, type Board } from './board';
import type { Cancel, Clock } from './clock';
import * as wire from './wire';

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  received(text: string): void;
  closed(code: number): void; // 1006 when it never opened
}

export type OpenSocket = (events: SocketEvents) => Socket;

/** The link as a viewer should know it. ``since_ms`` (device time): when it became so. */
export type Link =
  | { phase: 'idle' } // nobody has asked for a board yet
  | { phase: 'connecting'; since_ms: number } // first attempt, or the first one after a loss
  | { phase: 'live'; since_ms: number }
  | { phase: 'offline'; since_ms: number } // an attempt failed; more follow
  | { phase: 'refused'; code: number }; // told not to come back

export interface View {
  board: Board | null; // null until the first snapshot
  at_ms: number; // server time of the last change
  problem: string | null; // 'unknown_board': it may still appear
}

export type Listener = (view: View) => void;

interface Watch {
  view: View;
  position: wire.Position | null; // what we hold; null until the first snapshot
  is_awaiting: boolean; // asked and not yet answered
  listeners: Set<Listener>; // empty once nobody looks: the board is kept to resume from
}

export interface LiveParts {
  open: OpenSocket;
  clock: Clock;
  random: () => number;
  on_link: (link: Link) => void;
  token?: () => string | null; // where boards are not public
}

const HELLO_WITHIN_MS = 10_000; // slower than this on venue Wi-Fi, a new attempt does better
const PROBE_WITHIN_MS = 5_000;
const BEATS_MISSED = 2; // one beat may be late on a slow network
const STABLE_MS = 10_000; // a link that lived this long was a good one: back-off starts again
const ATTEMPT_WHEN_FULL = 4; // a full gateway needs seats to empty, not another knock

export class LiveClient {
  link: Link = { phase: 'idle' };
  skew_ms = 0; // server time minus device time; set by each hello and beat

  #socket: Socket | null = null; // set from opening until loss
  #is_greeted = false; // hello received on this socket
  #beat_ms = 15_000; // set by hello
  #attempt = 0; // failures since the last stable link
  #patience: Cancel | null = null; // set while a socket is open: silence ends it
  #retry: Cancel | null = null; // set while waiting to try again
  #advised_ms: number | null = null; // set when the gateway said, before it closed, when to come back
  #next: Socket | null = null; // set while the gateway moves us: becomes our socket when it greets
  #moving: Cancel | null = null; // set from the gateway's request to move until the next socket is opened
  readonly #watches = new Map<string, Watch>();

  constructor(private readonly parts: LiveParts) {}

  /** Follow a board; the listener is called with what is known now (if anything) and on every change. */
  subscribe(board: string, listener: Listener): () => void {
    const watch = this.#watches.get(board) ?? this.#newWatch(board);
    watch.listeners.add(listener);
    if (watch.view.board || watch.view.problem) listener(watch.view);
    if (this.link.phase === 'idle') this.#connect('connecting');
    else if (watch.listeners.size === 1) this.#ask(board, watch);
    return () => {
      watch.listeners.delete(listener);
      if (watch.listeners.size === 0 && this.#is_greeted) this.#socket?.send(wire.unsubscribeText(board));
    };
  }

  /** The world hints at a change (network back or gone, page shown again): find out now, not at the next beat. */
  check(): void {
    if (this.#retry) {
      this.#retry();
      this.#connect(this.link.phase === 'offline' ? 'offline' : 'connecting');
    } else if (this.#is_greeted) {
      this.#askAll();
      this.#waitAtMost(PROBE_WITHIN_MS);
    }
  }

  /** End the line for good: nobody follows anything on it any more. */
  close(): void {
    this.#retry?.();
    this.#retry = null;
    this.#letGo();
  }

  /** Show the token that there is now: it was renewed, and the gateway need not send us away. */
  enter(): void {
    const token = this.#is_greeted ? this.parts.token?.() : null;
    if (token) this.#socket?.send(wire.enterText(token));
  }

  /** Return what is held of each board that somebody follows. */
  held(): Map<string, wire.Position> {
    const held = new Map<string, wire.Position>();
    for (const [board, { position, listeners }] of this.#watches) {
      if (position && listeners.size > 0) held.set(board, position);
    }
    return held;
  }

  /** Return what is known of each board that was ever followed, for whoever keeps it. */
  *views(): Iterable<[string, View]> {
    for (const [board, { view }] of this.#watches) yield [board, view];
  }

  serverNow(): number {
    return this.parts.clock.now() + this.skew_ms;
  }

  #newWatch(board: string): Watch {
    const view = { board: null, at_ms: 0, problem: null };
    const watch: Watch = { view, position: null, is_awaiting: false, listeners: new Set() };
    this.#watches.set(board, watch);
    return watch;
  }

  #connect(phase: 'connecting' | 'offline'): void {
    this.#retry = null;
    if (this.link.phase !== phase) this.#setLink({ phase, since_ms: this.parts.clock.now() });
    this.#socket = this.#open();
    this.#waitAtMost(HELLO_WITHIN_MS);
  }

  /** Open a socket; what it says counts while it is the one we use, and its greeting while it is the next. */
  #open(): Socket {
    const socket: Socket = this.parts.open({
      received: (text) => {
        if (this.#next === socket && wire.parseFrame(text).type === 'hello') this.#useNext();
        if (this.#socket === socket) this.#receive(text);
      },
      closed: (code) => {
        if (this.#next === socket) this.#next = null;
        if (this.#socket === socket) this.#lose(code);
      },
    });
    return socket;
  }

  /** The gateway restarts: go to another one without a moment in which nobody tells us anything. */
  #moveWithin(within_ms: number): void {
    if (this.#moving || this.#next) return;
    this.#moving = this.parts.clock.after((this.parts.random() * within_ms) / 2, () => {
      this.#moving = null;
      this.#next = this.#open();
    });
  }

  #useNext(): void {
    const old = this.#socket;
    this.#socket = this.#next;
    this.#next = null;
    old?.close();
  }

  #receive(text: string): void {
    const frame = wire.parseFrame(text);
    if (this.#is_greeted) this.#waitAtMost(BEATS_MISSED * this.#beat_ms);
    switch (frame.type) {
      case 'hello':
        return this.#greet(frame);
      case 'beat':
        this.skew_ms = frame.at_ms - this.parts.clock.now();
        return;
      case 'error':
        return this.#refuse(frame);
      case 'snapshot':
      case 'delta':
      case 'current':
        return this.#fold(frame);
      case 'retry':
        this.#advised_ms = frame.after_ms;
        return;
      case 'moving':
        return this.#moveWithin(frame.within_ms);
      case 'other':
        return;
    }
  }

  #greet(hello: wire.Hello): void {
    if (hello.protocol !== wire.PROTOCOL) return this.#lose(wire.CLOSE_PROTOCOL);
    this.#is_greeted = true;
    this.enter();
    this.#beat_ms = hello.beat_s * 1000;
    this.skew_ms = hello.at_ms - this.parts.clock.now();
    this.#waitAtMost(BEATS_MISSED * this.#beat_ms);
    this.#askAll();
    this.#settle();
  }

  #fold(frame: wire.Snapshot | wire.Change | wire.Current): void {
    const watch = this.#watches.get(frame.board);
    if (!watch || watch.listeners.size === 0) return; // crossed with our unsubscribe
    if (frame.type === 'delta' && !this.#fits(frame, watch)) return;
    watch.is_awaiting = false;
    if (frame.type !== 'current') {
      const board = frame.type === 'snapshot' ? frame.data : applyDelta(watch.view.board as Board, frame.data);
      watch.position = { epoch: frame.epoch, version: frame.version };
      this.#show(watch, { board, at_ms: frame.at_ms, problem: null });
    }
    this.#settle();
  }

  /** Return whether the change continues what we hold; if something is missing between, ask for it. */
  #fits(change: wire.Change, watch: Watch): boolean {
    const held = watch.position;
    if (held && held.epoch === change.epoch) {
      if (change.version === held.version + 1) return true;
      if (change.version <= held.version) return false; // seen before: a resume may overlap with the stream
    }
    if (!watch.is_awaiting) this.#ask(change.board, watch);
    return false;
  }

  #refuse(refusal: wire.Refusal): void {
    const watch = refusal.board === undefined ? undefined : this.#watches.get(refusal.board);
    if (!watch) throw new Error(`the gateway refused a message: ${refusal.code}: ${refusal.detail}`);
    watch.is_awaiting = false;
    watch.position = null;
    this.#show(watch, { board: null, at_ms: 0, problem: refusal.code });
    this.#settle();
  }

  #show(watch: Watch, view: View): void {
    watch.view = view;
    for (const listener of watch.listeners) listener(view);
  }

  #askAll(): void {
    for (const [board, watch] of this.#watches) if (watch.listeners.size > 0) this.#ask(board, watch);
  }

  #ask(board: string, watch: Watch): void {
    if (!this.#is_greeted) return; // hello asks for all of them
    watch.is_awaiting = true;
    this.#socket?.send(wire.subscribeText(board, watch.position));
  }

  /** The link is live when it greeted us and every board that someone watches has been answered. */
  #settle(): void {
    if (!this.#is_greeted || this.link.phase === 'live') return;
    for (const watch of this.#watches.values()) if (watch.is_awaiting && watch.listeners.size > 0) return;
    this.#setLink({ phase: 'live', since_ms: this.parts.clock.now() });
  }

  #waitAtMost(silence_ms: number): void {
    this.#patience?.();
    this.#patience = this.parts.clock.after(silence_ms, () => this.#lose(1006));
  }

  #lose(close_code: number): void {
    this.#letGo();
    if (!wire.mayComeBack(close_code)) return this.#setLink({ phase: 'refused', code: close_code });
    this.#retryLater(close_code);
  }

  #letGo(): void {
    const socket = this.#socket;
    this.#socket = null; // from here on its late events are not ours
    this.#is_greeted = false;
    this.#patience?.();
    this.#patience = null;
    socket?.close();
    this.#moving?.();
    this.#moving = null;
    this.#next?.close();
    this.#next = null;
  }

  #retryLater(close_code: number): void {
    const now_ms = this.parts.clock.now();
    const was_live = this.link.phase === 'live' ? this.link : null;
    if (was_live && now_ms - was_live.since_ms >= STABLE_MS) this.#attempt = 0;
    if (close_code === wire.CLOSE_FULL) this.#attempt = Math.max(this.#attempt, ATTEMPT_WHEN_FULL);
    const wait_ms = this.#advised_ms ?? backoffMs(this.#attempt, this.parts.random);
    this.#advised_ms = null;
    this.#attempt++;
    if (was_live) this.#setLink({ phase: 'connecting', since_ms: now_ms });
    else if (this.link.phase === 'connecting') this.#setLink({ ...this.link, phase: 'offline' });
    const phase = this.link.phase === 'offline' ? 'offline' : 'connecting';
    this.#retry = this.parts.clock.after(wait_ms, () => this.#connect(phase));
  }

  #setLink(link: Link): void {
    this.link = link;
    this.parts.on_link(link);
  }
}
