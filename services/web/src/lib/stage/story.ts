/**
 * The story of a championship in sentences, in each of the three languages.
 */
import type { Names } from '../board';
import { markText, nameIn, personName, type Lang } from '../format';
import { deskWordsIn } from './desk';
import type { StoryBoard, StoryItem } from './wire';
import { stageWordsIn } from './words';

/** Return the items, the newest first; those that a correction has undone only where they are wanted. */
export function newestOf(board: StoryBoard, count: number, with_retracted: boolean): [string, StoryItem][] {
  return Object.entries(board.rows)
    .filter(([, item]) => with_retracted || !item.retracted)
    .sort(([, a], [, b]) => b.order - a.order)
    .slice(0, count);
}

/** Return the sentence of an item; nothing for a kind that this page does not know yet. */
export function sentenceOf(item: StoryItem, head: StoryBoard['head'], lang: Lang): string {
  const words = deskWordsIn[lang];
  const skill = nameIn(head.skills[item.skill], lang, item.skill);
  const name = personName({ name: item.name ?? '', name_latin: item.name_latin ?? '' }, lang) || nameIn(head.members[item.member ?? ''], lang);
  switch (item.type) {
    case 'lead':
      return item.shared ? words.story_lead_shared(name, skill) : words.story_lead(name, skill);
    case 'climb':
      return words.story_climb(name, skill, item.place ?? 0);
    case 'decided':
      return words.story_decided(name, skill, item.place ?? 0);
    case 'state':
      return item.state ? words.story_state(skill, stageWordsIn[lang][item.state]) : '';
    case 'correction':
      return words.story_correction(name, skill, markText(item.total_was ?? '', lang), markText(item.total ?? '', lang));
    default:
      return '';
  }
}

const NEWS = 6;

/** Return the newest sentences, for a line at the foot of a screen. */
export function newsOf(board: StoryBoard): Names[] {
  return newestOf(board, NEWS, false).flatMap(([, item]) => {
    const said = { kk: sentenceOf(item, board.head, 'kk'), ru: sentenceOf(item, board.head, 'ru'), en: sentenceOf(item, board.head, 'en') };
    return said.en ? [said] : [];
  });
}
