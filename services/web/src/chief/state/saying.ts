/**
 * Refusals in the reader's words, with the names of those in the skill.
 */
import { nameById, problemText } from '../../lib/mark/problems';
import type { Asked } from '../../lib/mark/api';
import { language } from '../../mark/state/words.svelte';
import { chief } from './chief.svelte';

/** Return why nothing came of what was asked; nothing where something did. */
export function refusalText(asked: Asked<unknown>): string {
  if (asked.kind === 'ok') return '';
  if (asked.kind !== 'problem' && asked.kind !== 'barred') return language.words.no_answer;
  return problemText(asked.problem, (id) => nameById(id, chief.skill ? [chief.skill] : [], language.lang));
}
