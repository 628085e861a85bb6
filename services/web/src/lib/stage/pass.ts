/**
 * A long-lived key turned into short tokens, renewed at half-time for as long as the page runs.
 *
 * A key can be taken back at any moment; a token is good for two minutes. Without a network nothing is lost: the
 * key is kept, and the next attempt tells.
 */
import type { Cancel, Clock } from '../clock';
import type { Ask } from './ask';
import type { Session } from './wire';

export type PassState = 'new' | 'waiting' | 'good' | 'revoked';

export interface PassParts {
  ask: Ask;
  clock: Clock;
  key: string;
  on_state: (state: PassState) => void;
  on_renewed: (token: string) => void; // an open link shows the new one
}

const AGAIN_MS = 3_000; // an operator who has typed a code looks up at the screen
const LEAST_MS = 1_000;
const WAITING = 'screen_not_assigned';
/** The key is good no more, whoever asks and whenever; every other refusal is about the moment. */
const FOR_EVER = new Set(['token_revoked', 'token_expired', 'token_invalid', 'not_allowed_venue']);

export class Pass {
  session: Session | null = null; // the last one given, also when its time is over
  state: PassState = 'new';

  #later: Cancel | null = null; // set while the next exchange is planned
  #asking: Promise<Session | null> | null = null; // set while one is under way

  constructor(private readonly parts: PassParts) {}

  /** Return a session that is good now, or null when there is none to be had at this moment. */
  get(): Promise<Session | null> {
    const { session } = this;
    if (session && session.expires_at_ms - this.parts.clock.now() > LEAST_MS) return Promise.resolve(session);
    return this.renew();
  }

  renew(): Promise<Session | null> {
    this.#asking ??= this.#exchange().finally(() => (this.#asking = null));
    return this.#asking;
  }

  stop(): void {
    this.#later?.();
    this.#later = null;
  }

  async #exchange(): Promise<Session | null> {
    this.stop();
    const asked_ms = this.parts.clock.now();
    const answer = await this.parts.ask<Session>('/venue/tokens', { method: 'POST', body: { key: this.parts.key } });
    if (answer.kind === 'ok') return this.#take(answer.body, asked_ms);
    const code = answer.kind === 'problem' ? answer.problem.code : 'unreachable';
    if (code === WAITING) this.#say('waiting');
    else if (FOR_EVER.has(code)) return this.#refused();
    this.#later = this.parts.clock.after(AGAIN_MS, () => void this.renew());
    return null;
  }

  /** Keep the session by this device's own clock: it may be a day off after a power cut. */
  #take(session: Session, asked_ms: number): Session {
    const had_one = this.session !== null;
    const life_ms = Math.max(LEAST_MS * 2, lifeOf(session.token) ?? session.expires_at_ms - asked_ms);
    this.session = { ...session, expires_at_ms: asked_ms + life_ms };
    this.#later = this.parts.clock.after(life_ms / 2, () => void this.renew());
    this.#say('good');
    if (had_one) this.parts.on_renewed(session.token);
    return this.session;
  }

  #refused(): null {
    this.session = null;
    this.#say('revoked');
    return null;
  }

  #say(state: PassState): void {
    if (this.state === state) return;
    this.state = state;
    this.parts.on_state(state);
  }
}

/** Return how long a token lives by its own words (``exp`` less ``iat``), or null when it does not say. */
export function lifeOf(token: string): number | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const said = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as { exp?: number; iat?: number };
    return said.exp !== undefined && said.iat !== undefined ? (said.exp - said.iat) * 1000 : null;
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof DOMException) return null; // not a token of this form
    throw fault;
  }
}
