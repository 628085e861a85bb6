/**
 * The team leader's session, and what it shows; asked for anew now and then. The session lives as long as the tab.
 */
import type { OwnResults, Session } from '../../lib/leader/wire';
import { link } from '../../mark/state/link.svelte';
import { language } from '../../mark/state/words.svelte';
import { tongue } from './words.svelte';

const KEPT = 'bayge.leader';
const REFRESH_MS = 20_000;

class Leader {
  session = $state.raw<Session | null>(kept());
  results = $state.raw<OwnResults | null>(null);

  start(): void {
    link.token = this.session?.token ?? null;
    setInterval(() => void this.refresh(), REFRESH_MS);
    link.onBack(() => void this.refresh());
    void this.refresh();
  }

  /** Sign in; returns what to say when it failed. */
  async logIn(name: string, password: string): Promise<string> {
    link.token = null;
    const asked = await link.ask<Session>('/sessions', { method: 'POST', body: { name, password } });
    if (asked.kind === 'problem' || asked.kind === 'barred') return asked.problem.detail || asked.problem.code;
    if (asked.kind !== 'ok') return language.words.no_answer;
    link.token = asked.body.token;
    link.barred = null;
    if (asked.body.role !== 'team_leader') {
      await this.logOut();
      return tongue.words.not_leader;
    }
    sessionStorage.setItem(KEPT, JSON.stringify(asked.body));
    this.session = asked.body;
    await this.refresh();
    return '';
  }

  async logOut(): Promise<void> {
    await link.ask('/sessions/current', { method: 'DELETE' });
    this.#forget();
  }

  async refresh(): Promise<void> {
    if (!this.session || document.visibilityState === 'hidden') return;
    const results = await link.ask<OwnResults>(`/office/${this.session.championship}/my-results`);
    if (results.kind === 'ok') this.results = results.body;
    if (link.barred) this.#forget();
  }

  #forget(): void {
    sessionStorage.removeItem(KEPT);
    [this.session, this.results] = [null, null];
    link.token = null;
  }
}

function kept(): Session | null {
  const text = sessionStorage.getItem(KEPT);
  return text ? (JSON.parse(text) as Session) : null;
}

export const leader = new Leader();
