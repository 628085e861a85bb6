/**
 * A board as an operator chooses it and reads of it: by name, never by id.
 */
import type { Names } from '../lib/board';
import { nameIn, type Lang } from '../lib/format';
import type { Plan, Scene } from '../lib/stage/wire';
import { sayingIn } from '../lib/stage/words';
import { operatorWordsIn } from './words';

export interface Skill {
  board: string;
  number: string;
  name: Names;
}

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Lang, string>> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

/** Return the board of all skills as one to choose: screens draw it, and a full page on air. */
export function allSkills(championship: string): Skill {
  return { board: championship, number: '', name: sayingIn((words) => words.all_skills) };
}

export function skillText(skill: Skill, lang: Lang): string {
  return `${skill.number} ${nameIn(skill.name, lang)}`.trim();
}

const NOT_KNOWN_YET = '…'; // the names of skills have not come

/** Return what a board is called; ``boards`` are those that can be chosen, all skills first. */
export function boardText(board: string, boards: readonly Skill[], lang: Lang): string {
  const known = boards.find((one) => one.board === board);
  if (known) return skillText(known, lang);
  const words = operatorWordsIn[lang];
  const others: Record<string, string> = {
    results: words.type_results,
    story: words.board_story,
    people: words.board_people,
    screens: words.board_screens,
    overlays: words.board_overlays,
  };
  return others[board.split('/').slice(1).join('/')] ?? (boards.length > 1 ? words.board_gone : NOT_KNOWN_YET);
}

const NAMED_MAX = 3;

/** Return what a plan shows, in a few words. */
export function planText(plan: Plan, boards: readonly Skill[], lang: Lang): string {
  const words = operatorWordsIn[lang];
  const type = words[`type_${plan.type}`];
  switch (plan.type) {
    case 'board':
      return `${type}: ${boardText(plan.board, boards, lang)}`;
    case 'carousel': {
      const more = plan.boards.length - NAMED_MAX;
      const named = plan.boards.slice(0, NAMED_MAX).map((board) => boardText(board, boards, lang));
      return `${type}: ${named.join(', ')}${more > 0 ? ` ${words.boards_more(more)}` : ''}`;
    }
    case 'results':
      return `${type}: ${words[`part_${plan.part}`]}`;
    default:
      return type;
  }
}

/** Return what a scene shows, in a few words. */
export function sceneText(scene: Scene, boards: readonly Skill[], lang: Lang): string {
  const type = operatorWordsIn[lang][`scene_${scene.type}`];
  return 'board' in scene ? `${type}, ${boardText(scene.board, boards, lang)}` : type;
}
