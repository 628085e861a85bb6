/**
 * Which language to speak, and the words in it.
 *
 * A language is a `Messages`: a word missing or misspelt in one of the three does not compile.
 */
import type { Age, Lang } from './format';
import { en } from './messages/en';
import { kk } from './messages/kk';
import { ru } from './messages/ru';

export type Messages = typeof en;

export { chooseLang, LANGS } from './i18n-choice';

export const messages: Readonly<Record<Lang, Messages>> = { kk, ru, en };

export function ageText(words: Messages, age: Age): string {
  switch (age.unit) {
    case 'now':
      return words.age_now;
    case 'seconds':
      return words.age_seconds(age.count);
    case 'minutes':
      return words.age_minutes(age.count);
    case 'hours':
      return words.age_hours(age.count);
    case 'days':
      return words.age_days(age.count);
  }
}
