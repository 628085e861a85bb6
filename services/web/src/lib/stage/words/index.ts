/**
 * The words of screens and overlays; a word missing in one language does not compile.
 */
import type { Names } from '../../board';
import type { Lang } from '../../format';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export type StageWords = typeof en;

export const stageWordsIn: Readonly<Record<Lang, StageWords>> = { kk, ru, en };

type Plain = { [Key in keyof StageWords]: StageWords[Key] extends string ? Key : never }[keyof StageWords];

/** Return a word in all three languages at once, for a screen that shows several. */
export function wordIn(key: Plain): Names {
  return { kk: kk[key], ru: ru[key], en: en[key] };
}

/** Return a saying in all three languages at once. */
export function sayingIn(say: (words: StageWords) => string): Names {
  return { kk: say(kk), ru: say(ru), en: say(en) };
}
