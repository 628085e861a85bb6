/**
 * Somebody who has signed in by name and password, for as long as the tab lives: such a computer is no paired device.
 */
import type { Asked } from '../../lib/mark/api';
import { link } from './link.svelte';

interface Session {
  token: string;
  role: string;
}

export class SignedIn<T extends Session> {
  session = $state.raw<T | null>(null);
  /** The services have ended the session: by its time, or since it was taken back. */
  is_over = $state(false);

  /** ``key``: where the tab keeps it; ``roles``: whose page this is. */
  constructor(
    private readonly key: string,
    private readonly roles: readonly string[],
  ) {
    const text = sessionStorage.getItem(key);
    this.#be(text ? (JSON.parse(text) as T) : null);
  }

  /** Sign in; an account of another role is signed out again at once. */
  async logIn(name: string, password: string): Promise<Asked<T> | 'other_role'> {
    link.token = null;
    const asked = await link.ask<T>('/sessions', { method: 'POST', body: { name, password } });
    if (asked.kind !== 'ok') return asked;
    this.#be(asked.body);
    if (!this.roles.includes(asked.body.role)) {
      await this.logOut();
      return 'other_role';
    }
    sessionStorage.setItem(this.key, JSON.stringify(asked.body));
    return asked;
  }

  async logOut(): Promise<void> {
    const ended = link.ask('/sessions/current', { method: 'DELETE' });
    this.#forget();
    await ended;
    link.barred = null; // it may have ended before
  }

  /** Forget a session that the services have ended. */
  endIfBarred(): void {
    if (!this.session || !link.barred) return;
    this.#forget();
    this.is_over = true;
  }

  #forget(): void {
    sessionStorage.removeItem(this.key);
    this.#be(null);
  }

  #be(session: T | null): void {
    this.session = session;
    this.is_over = false;
    link.token = session?.token ?? null;
    link.barred = null;
  }
}
