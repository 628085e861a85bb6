/**
 * The words of those who sit at a desk: operator and announcer. A word missing in one language does not compile.
 */
import type { Lang } from '../../format';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export type DeskWords = typeof en;

export const deskWordsIn: Readonly<Record<Lang, DeskWords>> = { kk, ru, en };
