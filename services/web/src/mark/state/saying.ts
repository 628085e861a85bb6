/**
 * Refusals in the reader's words, with the names of those whom this device knows.
 */
import { nameById, problemText } from '../../lib/mark/problems';
import type { Problem } from '../../lib/mark/wire';
import { office } from './office.svelte';
import { language } from './words.svelte';

/** Why something did not go, kept as what it is: said in the language of the moment, also when that changes. */
export type Why = 'no_answer' | 'pair_failed' | 'pin_differs' | 'pin_short' | Problem;

/** Return what a refusal says. */
export function sayProblem(problem: Problem): string {
  return problemText(problem, (id) => nameById(id, [...office.skills.values()], language.lang));
}

/** Return what to say of it; nothing where all went well. */
export function sayWhy(why: Why | null): string {
  if (why === null) return '';
  return typeof why === 'string' ? language.words[why] : sayProblem(why);
}
