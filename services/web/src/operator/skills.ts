/** A skill as an operator chooses it. */
import type { Names } from '../lib/board';

export interface Skill {
  board: string;
  number: string;
  name: Names;
}
