/**
 * The session of somebody at a desk of the venue, and the two links it looks through: the venue's and the public one.
 *
 * The session lives as long as the tab. What the venue's gateway takes is a token of its own, exchanged for it.
 */
import { device_clock } from '../lib/clock';
import { askBy, type Answer, type Wish } from '../lib/stage/ask';
import { Pass } from '../lib/stage/pass';
import type { Session } from '../lib/stage/wire';
import type { Boards } from './boards.svelte';
import { StageLink } from './link.svelte';
import { tongue } from './tongue.svelte';

const KEPT = 'bayge.desk';

class Desk {
  session = $state.raw<Session | null>(kept());
  fault = $state(''); // the refusal of the last act, in the server's words
  readonly venue = new StageLink('/venue/live', async () => (await this.#pass?.get())?.token ?? null);
  readonly open = new StageLink('/live');
  readonly boards: Boards = { link: this.venue, before: () => null };
  readonly public_boards: Boards = { link: this.open, before: () => null };

  readonly #ask = askBy((address, request) => fetch(address, request));
  #pass: Pass | null = null; // set while somebody is signed in

  start(): void {
    const key = location.hash.startsWith('#key=') ? location.hash.slice('#key='.length) : '';
    if (key !== '') {
      history.replaceState(null, '', location.pathname + location.search);
      this.#useKey(key);
    } else if (this.session) this.#useKey(this.session.token);
  }

  /** Sign in; returns what says why it failed, in the language of the moment. */
  async logIn(name: string, password: string): Promise<() => string> {
    const answer = await this.#ask<Session>('/sessions', { method: 'POST', body: { name, password }, lang: tongue.lang });
    if (answer.kind === 'lost') return () => tongue.words.no_answer;
    if (answer.kind === 'problem') return () => answer.problem.detail || answer.problem.code;
    this.#keep(answer.body);
    this.#useKey(answer.body.token);
    return () => '';
  }

  async logOut(): Promise<void> {
    await this.ask('/sessions/current', { method: 'DELETE' });
    this.#forget();
  }

  /** Ask with the session's token. */
  ask<T>(path: string, wish: Wish = {}): Promise<Answer<T>> {
    return this.#ask<T>(path, { ...wish, token: this.session?.token ?? null, lang: tongue.lang });
  }

  /** Ask for something; returns what came, or shows the refusal and returns null. */
  async get<T>(path: string, wish: Wish = {}): Promise<T | null> {
    const answer = await this.ask<T>(path, wish);
    if (answer.kind === 'lost') this.fault = tongue.words.no_answer;
    else this.fault = answer.kind === 'ok' ? '' : answer.problem.detail || answer.problem.code;
    return answer.kind === 'ok' ? answer.body : null;
  }

  /** Do something to the championship; says whether it was done, and shows the refusal when not. */
  async act(method: string, path: string, body: unknown): Promise<boolean> {
    return (await this.get(`/championships/${this.championship}${path}`, { method, body })) !== null;
  }

  get championship(): string {
    return this.session?.championship ?? '';
  }

  #useKey(key: string): void {
    this.#pass?.stop();
    this.#pass = new Pass({
      ask: this.#ask,
      clock: device_clock,
      key,
      on_state: (state) => {
        if (state === 'revoked') this.#forget();
        else if (state === 'good' && !this.session) this.#keep({ ...(this.#pass?.session as Session), token: key });
      },
      on_renewed: (token) => this.venue.renewed(token),
    });
    void this.#pass.renew();
  }

  #keep(session: Session): void {
    sessionStorage.setItem(KEPT, JSON.stringify(session));
    this.session = session;
  }

  #forget(): void {
    this.#pass?.stop();
    this.#pass = null;
    sessionStorage.removeItem(KEPT);
    this.session = null;
  }
}

function kept(): Session | null {
  const text = sessionStorage.getItem(KEPT);
  return text ? (JSON.parse(text) as Session) : null;
}

export const desk = new Desk();
