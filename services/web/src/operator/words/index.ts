/**
 * The words of the operator's page: those of every desk, and its own, which screens and overlays need not carry.
 */
import type { Lang } from '../../lib/format';
import { deskWordsIn, type DeskWords } from '../../lib/stage/desk';
import { en } from './en';
import { kk } from './kk';
import { ru } from './ru';

export type OwnWords = typeof en;

export const operatorWordsIn: Readonly<Record<Lang, DeskWords & OwnWords>> = {
  kk: { ...deskWordsIn.kk, ...kk },
  ru: { ...deskWordsIn.ru, ...ru },
  en: { ...deskWordsIn.en, ...en },
};
