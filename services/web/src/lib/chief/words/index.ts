/**
 * The words of the chief expert's page; a word missing in one language does not compile.
 */
import type { Lang } from '../../format';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export type ChiefWords = typeof en;

export const chiefWordsIn: Readonly<Record<Lang, ChiefWords>> = { kk, ru, en };
