/**
 * Refusals in the reader's words, with the names of those whom this device knows.
 */
import { nameById, problemText } from '../../lib/mark/problems';
import type { Problem } from '../../lib/mark/wire';
import { office } from './office.svelte';
import { language } from './words.svelte';

/** Return what a refusal says. */
export function sayProblem(problem: Problem): string {
  return problemText(problem, (id) => nameById(id, [...office.skills.values()], language.lang));
}
