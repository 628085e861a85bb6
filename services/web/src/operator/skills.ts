/** A skill as an operator chooses it. */
import type { Names } from '../lib/board';
import type { Lang } from '../lib/format';

export interface Skill {
  board: string;
  number: string;
  name: Names;
}

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Lang, string>> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };
