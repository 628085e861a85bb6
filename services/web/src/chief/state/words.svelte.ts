/**
 * The chief expert's words, in the language of the marking page.
 */
import { chiefWordsIn } from '../../lib/chief/words';
import { language } from '../../mark/state/words.svelte';

class Tongue {
  words = $derived(chiefWordsIn[language.lang]);
}

export const tongue = new Tongue();
