/**
 * The language of a desk at the venue: the same choice as on the public page.
 */
import type { Lang } from '../lib/format';
import { chooseLang } from '../lib/i18n-choice';
import { deskWordsIn } from '../lib/stage/desk';
import { keep, kept } from '../state/kept';

const KEY = 'lang';

class Tongue {
  lang = $state<Lang>(chooseLang(new URLSearchParams(location.search).get('lang'), kept(KEY), navigator.languages));
  words = $derived(deskWordsIn[this.lang]);

  constructor() {
    document.documentElement.lang = this.lang;
  }

  choose(lang: Lang): void {
    this.lang = lang;
    keep(KEY, lang);
    document.documentElement.lang = lang;
  }
}

export const tongue = new Tongue();
