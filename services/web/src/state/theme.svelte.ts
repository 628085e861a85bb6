/**
 * Light or dark: as the device says, until the viewer says otherwise.
 */
import { keep, kept } from './kept';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'theme';

class ThemeChoice {
  theme = $state<Theme>(THEMES.find((known) => known === kept(KEY)) ?? 'auto');
  readonly #device = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#device.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  next(): void {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? 'auto';
    keep(KEY, this.theme);
    this.#apply();
  }

  #apply(): void {
    const device = this.#device.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = this.theme === 'auto' ? device : this.theme;
  }
}

export const theme = new ThemeChoice();
