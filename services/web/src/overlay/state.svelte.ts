/**
 * An overlay's two links: the venue's says which scenes are on air, the public one what they show (R50).
 */
import { device_clock } from '../lib/clock';
import type { Lang } from '../lib/format';
import { askBy } from '../lib/stage/ask';
import { Pass, type PassState } from '../lib/stage/pass';
import { ALL_LANGUAGES } from '../lib/stage/plan';
import { overlayAddress } from '../lib/stage/titles';
import type { Boards } from '../stage/boards.svelte';
import { StageLink } from '../stage/link.svelte';

class Overlay {
  readonly address = overlayAddress(location.search, location.hash);
  championship = $state('');
  pass_state = $state<PassState>('new');
  readonly venue = new StageLink('/venue/live', async () => (await this.#pass.get())?.token ?? null);
  readonly open = new StageLink('/live');
  readonly orders: Boards = { link: this.venue, before: () => null };
  readonly boards: Boards = { link: this.open, before: () => null };

  readonly #pass = new Pass({
    ask: askBy((address, request) => fetch(address, request)),
    clock: device_clock,
    key: this.address.key,
    on_state: (state) => {
      this.pass_state = state;
      this.championship = this.#pass.session?.championship ?? this.championship;
    },
    on_renewed: (token) => this.venue.renewed(token),
  });

  start(): void {
    addEventListener('hashchange', () => location.reload()); // another key: another overlay
    if (this.address.key) void this.#pass.renew();
  }

  /** The languages that the address asks for; else those of the championship's theme. */
  languages(of_theme: readonly Lang[] | undefined): Lang[] {
    const asked = (this.address.lang ?? '').split(',').filter((lang): lang is Lang => ALL_LANGUAGES.some((known) => known === lang));
    return asked.length > 0 ? asked : [...(of_theme ?? ALL_LANGUAGES)].slice(0, 2);
  }
}

export const overlay = new Overlay();
