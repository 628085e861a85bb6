/**
 * The language of the page: chosen once, kept on the device, told to the browser and to screen readers.
 */
import type { Lang } from '../lib/format';
import { chooseLang, messages } from '../lib/i18n';
import { keep, kept } from './kept';

const KEY = 'lang';

class Language {
  lang = $state<Lang>(chooseLang(asked(), kept(KEY), navigator.languages));
  words = $derived(messages[this.lang]);

  constructor() {
    if (asked()) this.choose(this.lang); // a link with ?lang= is a choice like any other
    document.documentElement.lang = this.lang;
  }

  choose(lang: Lang): void {
    this.lang = lang;
    keep(KEY, lang);
    document.documentElement.lang = lang;
  }
}

function asked(): string | null {
  return new URLSearchParams(location.search).get('lang');
}

export const language = new Language();
