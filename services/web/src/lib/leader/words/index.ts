/**
 * The words of the team leader's page; a word missing in one language does not compile.
 */
import type { Lang } from '../../format';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export type LeaderWords = typeof en;

export const leaderWordsIn: Readonly<Record<Lang, LeaderWords>> = { kk, ru, en };
