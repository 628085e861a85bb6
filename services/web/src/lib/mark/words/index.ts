/**
 * The words of the marking page: a word missing or misspelt in one language does not compile.
 */
import type { Age, Lang } from '../../format';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export type Words = typeof en;

export const wordsIn: Readonly<Record<Lang, Words>> = { kk, ru, en };

export function ageWords(words: Words, age: Age): string {
  return age.unit === 'now' ? words.age_now : words[`age_${age.unit}`](age.count);
}
