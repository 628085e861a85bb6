/**
 * The language of the marking page: changed at any moment, also with half an entry on the screen.
 */
import type { Lang } from '../../lib/format';
import { chooseLang } from '../../lib/i18n-choice';
import { wordsIn } from '../../lib/mark/words';
import { keep, kept } from '../../state/kept';

const KEY = 'lang'; // the public page's choice is this page's, too

class Language {
  lang = $state<Lang>(chooseLang(asked(), kept(KEY), navigator.languages));
  words = $derived(wordsIn[this.lang]);

  constructor() {
    if (asked()) keep(KEY, this.lang); // a link with ?lang= is a choice like any other
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
