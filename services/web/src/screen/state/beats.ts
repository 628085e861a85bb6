/**
 * Says every few seconds, and soon after each change, which versions this screen has painted.
 */
import type { Ask } from '../../lib/stage/ask';
import { isAllShown } from '../../parts/turns';
import type { StageLink } from '../../stage/link.svelte';

const EVERY_MS = 8_000;
const ORDERS = /\/(screens|overlays)$/; // what to show is not what is shown
/** The name of the built file, which carries the digest of what is in it. */
const PAGE_VERSION = new URL(import.meta.url).pathname.replace(/^.*\/|\.js$/g, '');
const SHOWN_WITHIN_MS = 250; // changes that come close together travel as one; see stage/boards

export class Beats {
  revision = 0;
  #sent_ms = 0;
  #is_sending = false;
  #said = ''; // what the last one said; anything else is worth one at once

  constructor(
    private readonly ask: Ask,
    private readonly link: StageLink,
  ) {}

  isDue(): boolean {
    return !this.#is_sending && (Date.now() - this.#sent_ms >= EVERY_MS || this.#said !== this.#held());
  }

  async send(token: string | null, is_stale: boolean): Promise<void> {
    if (token === null || this.#is_sending) return;
    this.#is_sending = true;
    this.#sent_ms = Date.now();
    this.#said = this.#held();
    const [held, plan_revision] = [[...this.link.client.held()].filter(([board]) => !ORDERS.test(board)), this.revision];
    await painted();
    const body = {
      plan_revision,
      painted: Object.fromEntries(held.map(([board, { epoch, version }]) => [board, [epoch, version]])),
      size: [innerWidth, innerHeight],
      page_version: PAGE_VERSION,
      is_stale,
    };
    await this.ask('/screens/beat', { method: 'POST', body, token });
    this.#is_sending = false;
  }

  #held(): string {
    return JSON.stringify([this.revision, [...this.link.client.held()]]);
  }
}

/** Return once whatever is held now stands on the glass: handed over, laid out, drawn, the last row of it too. */
async function painted(): Promise<void> {
  await new Promise((done) => setTimeout(done, SHOWN_WITHIN_MS));
  if (document.visibilityState === 'hidden') return; // no frames are drawn
  while (!isAllShown()) await new Promise((done) => requestAnimationFrame(done));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
