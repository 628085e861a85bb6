/**
 * How the link to the services stands, what time it is there, and whether this device is barred.
 */
import { ask, type Asked, type Request } from '../../lib/mark/api';
import { newId } from '../../lib/mark/newid';
import type { Problem } from '../../lib/mark/wire';
import { language } from './words.svelte';

const TRIES = 4;
const SKEW_TOLD_MS = 5 * 60_000; // a clock that is further off is worth a word

class Link {
  token = $state.raw<string | null>(null);
  is_online = $state(navigator.onLine);
  /** When a request was last answered, and since when none is; device time, 0 while there was none. */
  answered_ms = $state(0);
  lost_ms = $state(0);
  barred = $state.raw<Problem | null>(null);
  skew_ms = $state(0);
  now_ms = $state(Date.now());
  readonly #back: (() => void)[] = [];

  constructor() {
    addEventListener('online', () => this.#browserSays(true));
    addEventListener('offline', () => this.#browserSays(false));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#tellBack();
    });
    setInterval(() => (this.now_ms = Date.now()), 1_000);
  }

  get is_down(): boolean {
    return !this.is_online || this.lost_ms > 0;
  }

  get is_clock_wrong(): boolean {
    return Math.abs(this.skew_ms) > SKEW_TOLD_MS;
  }

  /** Call ``act`` whenever it may be worth trying again. */
  onBack(act: () => void): void {
    this.#back.push(act);
  }

  async ask<T>(path: string, request: Request = {}): Promise<Asked<T>> {
    const { token } = this;
    const asked = await ask<T>((address, wish) => fetch(address, wish), token, language.lang, path, request);
    this.#note(asked, token);
    return asked;
  }

  /** Do an act. Its id stays, so that asking again is harmless; it is asked a few times while no answer comes. */
  async act(act: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Asked<{ offset: number }>> {
    const request = { method: 'POST', body: { id: newId(), ...act }, headers };
    let asked = await this.ask<{ offset: number }>('/acts', request);
    for (let tries = 1; tries < TRIES && asked.kind === 'lost'; tries += 1) asked = await this.ask('/acts', request);
    return asked;
  }

  serverSaid(server_at_ms: number): void {
    this.skew_ms = server_at_ms - Date.now();
  }

  #note(asked: Asked<unknown>, token: string | null): void {
    if (asked.kind === 'lost') {
      this.lost_ms ||= Date.now();
      return;
    }
    const was_lost = this.lost_ms > 0;
    this.answered_ms = Date.now();
    this.lost_ms = 0;
    if (asked.kind === 'barred' && token === this.token) this.barred = asked.problem; // an old token bars no new one
    if (was_lost) this.#tellBack();
  }

  #browserSays(is_online: boolean): void {
    this.is_online = is_online;
    if (is_online) this.#tellBack();
    else this.lost_ms ||= Date.now();
  }

  #tellBack(): void {
    for (const act of this.#back) act();
  }
}

export const link = new Link();
