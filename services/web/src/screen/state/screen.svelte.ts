/**
 * A screen's life: asks for a code, waits until an operator takes it, follows its plan, says what it has painted.
 *
 * Whatever happens, it never needs a hand: the key is kept, lines come back, a key taken back means a new code.
 */
import { device_clock } from '../../lib/clock';
import { askBy } from '../../lib/stage/ask';
import { Memory } from '../../lib/stage/memory';
import { Pass, type PassState } from '../../lib/stage/pass';
import { planAt } from '../../lib/stage/plan';
import type { Registered, ScreenRow } from '../../lib/stage/wire';
import { followOn, kindOf, type Boards, type StageView } from '../../stage/boards.svelte';
import { StageLink } from '../../stage/link.svelte';
import { device_store } from '../../stage/store';
import { Beats } from './beats';

const AGAIN_MS = 4_000;
const KEEP_MS = 5_000;
const ANEW_MS = 20_000;

class ScreenState {
  phase = $state<PassState | 'no_code'>('no_code');
  who = $state.raw<Registered | null>(null);
  championship = $state('');
  readonly link = new StageLink('/venue/live', async () => (await this.#pass?.get())?.token ?? null);
  readonly boards: Boards = { link: this.link, before: (board) => this.#before(board) };

  readonly #ask = askBy((address, request) => fetch(address, request));
  readonly #memory = new Memory(device_store);
  readonly #last = this.#memory.last; // what was kept when the page began
  readonly #beats = new Beats(this.#ask, this.link);
  #pass: Pass | null = null; // set once there is a key
  #refused_ms = 0; // device time when the gateway sent us away for good; 0 while it has not

  #was_live = $state(false);
  #right_ms = $state(this.#last?.held_ms ?? Date.now()); // device time when the link was last seen live

  /** Since when (device time) what is shown may be behind; null while it is right. */
  get stale_since_ms(): number | null {
    if (this.link.link.phase === 'live') return null;
    return this.link.is_stale || !this.#was_live ? this.#right_ms : null;
  }

  start(): void {
    this.who = this.#memory.who;
    this.championship = this.#last?.championship ?? '';
    if (this.who) this.#enter(this.who);
    else void this.#register();
    setInterval(() => this.#tick(), 1_000);
    setInterval(() => this.#keep(), KEEP_MS);
    addEventListener('pagehide', () => this.#keep());
  }

  /** Take note of the row of this screen: a command to reload is followed once. */
  note(row: ScreenRow): void {
    this.#beats.revision = row.revision;
    const kept = device_store.read('screen.reload');
    device_store.write('screen.reload', String(row.reload));
    if (kept !== null && row.reload > Number(kept)) location.reload();
  }

  /** The operator's list is there without this screen: ask at once whether its key is still good. */
  missed(): void {
    if (this.phase === 'good') void this.#pass?.renew();
  }

  beatNow(): void {
    void this.#beats.send(this.#pass?.session?.token ?? null, this.stale_since_ms !== null);
  }

  async #register(): Promise<void> {
    const key = this.#memory.who?.key; // with it, it stays the same screen
    const answer = await this.#ask<Registered>('/screens', { method: 'POST', body: key ? { key } : {} });
    if (answer.kind !== 'ok') {
      if (answer.kind === 'problem' && answer.problem.code === 'token_invalid') this.#memory.who = null;
      this.phase = 'no_code';
      device_clock.after(AGAIN_MS, () => void this.#register());
      return;
    }
    this.who = answer.body;
    this.#memory.who = answer.body;
    this.#enter(answer.body);
  }

  #enter(who: Registered): void {
    this.phase = 'new';
    this.#pass = new Pass({
      ask: this.#ask,
      clock: device_clock,
      key: who.key,
      on_state: (state) => this.#passSays(state),
      on_renewed: (token) => this.link.renewed(token),
    });
    void this.#pass.renew();
  }

  #passSays(state: PassState): void {
    this.phase = state;
    if (state === 'good') this.championship = this.#pass?.session?.championship ?? this.championship;
    if (state !== 'revoked') return;
    this.#memory.who = null;
    this.#memory.last = null;
    this.championship = '';
    this.#askAnew();
  }

  #askAnew(): void {
    this.#pass?.stop();
    this.who = null;
    void this.#register();
  }

  #tick(): void {
    if (this.link.link.phase === 'live') {
      this.#right_ms = Date.now();
      this.#was_live = true;
    }
    if (this.link.link.phase === 'refused') this.#startAnew();
    const is_over = this.who !== null && this.phase === 'waiting' && this.link.server_ms > this.who.expires_at_ms;
    if (is_over) this.#askAnew(); // nobody has taken the code while it was good
    if (this.#beats.isDue()) this.beatNow();
  }

  /** Told not to come back: a newer page may know better; nobody is there to press a key. */
  #startAnew(): void {
    this.#refused_ms ||= Date.now();
    if (Date.now() - this.#refused_ms > ANEW_MS) location.reload();
  }

  #before(board: string): StageView | null {
    const kept = this.#last?.boards[board];
    return kept ? { ...kept, problem: null } : null;
  }

  #keep(): void {
    if (this.phase !== 'good' && this.championship === '') return;
    if (!this.#was_live) return; // what was kept is still the newest
    const boards = { ...this.#memory.last?.boards };
    for (const [id, view] of this.link.client.views()) {
      if (view.board) boards[id] = { board: view.board as never, at_ms: view.at_ms };
    }
    this.#memory.last = { championship: this.championship, boards, held_ms: this.#right_ms };
  }
}

export const screenState = new ScreenState();

/** Follow the plan of this screen; called once, by the page. */
export function followPlan(): { readonly is_listed: boolean | null; readonly row: ScreenRow | null; readonly plan: ReturnType<typeof planAt> } {
  const followed = followOn(screenState.boards, () => (screenState.championship ? `${screenState.championship}/screens` : null));
  const board = $derived(kindOf(followed.view.board, 'screens'));
  const id = $derived(screenState.who?.screen ?? '');
  const row = $derived(board?.rows[id] ?? null);
  const plan = $derived(row && planAt(id, row, board?.head.schedule ?? [], screenState.link.server_ms));
  return {
    get is_listed() {
      return board && row !== null; // null: the list is not here
    },
    get row() {
      return row;
    },
    get plan() {
      return plan;
    },
  };
}
