/**
 * Refusals in the reader's words, with the names of those in the skill.
 */
import type { Asked } from '../../lib/mark/api';
import { nameById, refusalText } from '../../lib/mark/problems';
import { language } from '../../mark/state/words.svelte';
import { chief } from './chief.svelte';

/** Return why nothing came of what was asked; nothing where something did. */
export function sayRefusal(asked: Asked<unknown>): string {
  return refusalText(asked, language.words.no_answer, (id) => nameById(id, chief.skill ? [chief.skill] : [], language.lang));
}
