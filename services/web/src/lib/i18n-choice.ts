/**
 * Which language to speak.
 */
import type { Lang } from './format';

export const LANGS: readonly Lang[] = ['kk', 'ru', 'en'];

/** Return the first wish that we speak: from the address, then kept on the device, then the browser's. */
export function chooseLang(asked: string | null, kept: string | null, browser: readonly string[]): Lang {
  for (const wish of [asked, kept, ...browser]) {
    const lang = LANGS.find((known) => known === wish?.slice(0, 2).toLowerCase());
    if (lang) return lang;
  }
  return 'en';
}
