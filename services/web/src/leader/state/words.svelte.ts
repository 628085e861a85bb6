/**
 * The team leader's words, in the language of the other pages.
 */
import { leaderWordsIn } from '../../lib/leader/words';
import { language } from '../../mark/state/words.svelte';

class Tongue {
  words = $derived(leaderWordsIn[language.lang]);
}

export const tongue = new Tongue();
