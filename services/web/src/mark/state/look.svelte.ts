/**
 * Light, dark, high contrast, or as the device says.
 */
import { keep, kept } from '../../state/kept';

export const LOOKS = ['auto', 'light', 'dark', 'contrast'] as const;
export type Look = (typeof LOOKS)[number];

const KEY = 'theme';

class Looks {
  look = $state<Look>(LOOKS.find((known) => known === kept(KEY)) ?? 'auto');
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #more = matchMedia('(prefers-contrast: more)');

  constructor() {
    this.#dark.addEventListener('change', () => this.#apply());
    this.#more.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  choose(look: Look): void {
    this.look = look;
    keep(KEY, look);
    this.#apply();
  }

  #apply(): void {
    const device = this.#more.matches ? 'contrast' : this.#dark.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = this.look === 'auto' ? device : this.look;
  }
}

export const looks = new Looks();
