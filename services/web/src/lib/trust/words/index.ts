/**
 * The words of the page about trust; a word missing in one language does not compile.
 */
import type { Lang } from '../../format';
import type { StepId } from '../steps';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export interface TrustWords {
  title: string;
  lead: string;
  language: string;
  device: string;
  android: string;
  iphone: string;
  laptop: string;
  get: string;
  get_hint: string;
  step: (n: number) => string;
  steps: Record<StepId, string>;
  check: string;
  checking: string;
  check_again: string;
  check_yes: string;
  check_no: string;
  check_here: string;
  go: string;
  plain: string;
  own: string;
  nothing: string;
  after: string;
  after_hint: string;
}

export const trustWordsIn: Readonly<Record<Lang, TrustWords>> = { kk, ru, en };
