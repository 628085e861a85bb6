/**
 * What the team leader's page shows; asked for anew now and then.
 */
import type { OwnResults, Session } from '../../lib/leader/wire';
import type { Asked } from '../../lib/mark/api';
import { link } from '../../mark/state/link.svelte';
import { SignedIn } from '../../mark/state/signedin.svelte';

const REFRESH_MS = 20_000;

class Leader {
  readonly account = new SignedIn<Session>('bayge.leader', ['team_leader']);
  results = $state.raw<OwnResults | null>(null);

  start(): void {
    setInterval(() => void this.refresh(), REFRESH_MS);
    link.onBack(() => void this.refresh());
    void this.refresh();
  }

  get session(): Session | null {
    return this.account.session;
  }

  async logIn(name: string, password: string): Promise<Asked<Session> | 'other_role'> {
    const asked = await this.account.logIn(name, password);
    this.results = null; // somebody else may have been signed in
    await this.refresh();
    return asked;
  }

  async refresh(): Promise<void> {
    const { session } = this;
    if (!session || document.visibilityState === 'hidden') return;
    const results = await link.ask<OwnResults>(`/office/${session.championship}/my-results`);
    if (results.kind === 'ok' && session === this.session) this.results = results.body;
    this.account.endIfBarred();
  }
}

export const leader = new Leader();
