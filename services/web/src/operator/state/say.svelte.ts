/**
 * The operator's words in the language that was chosen.
 */
import { tongue } from '../../stage/tongue.svelte';
import { operatorWordsIn } from '../words';

class Say {
  words = $derived(operatorWordsIn[tongue.lang]);
}

export const say = new Say();
