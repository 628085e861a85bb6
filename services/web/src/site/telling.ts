/** Turn an item of the story into a sentence. */
import type { Names, State, StoryItem } from '../lib/board';
import { markText, nameIn, personName, type Lang } from '../lib/format';
import type { Messages } from '../lib/i18n';
import { competitorPath, memberPath, pathOf } from '../lib/routes';
import { SITE_WORDS } from './words';

interface Known {
  members: Readonly<Record<string, Names>>;
  skills: Readonly<Record<string, Names>>;
}

/** Return what happened, in words. */
export function sentence(item: StoryItem, known: Known, lang: Lang, messages: Messages): string {
  const words = SITE_WORDS[lang];
  const skill = item.skill ? nameIn(known.skills[item.skill], lang, item.skill) : '';
  const who = whoOf(item, known, lang);
  switch (item.type) {
    case 'lead':
      return (item.shared ? words.lead_shared : words.lead)(who, skill);
    case 'climb':
      return words.climb(who, item.place ?? 1, skill);
    case 'decided':
      return words.decided(who, item.place ?? 1, skill);
    case 'correction':
      return words.correction(who, skill, markText(item.total_was ?? '', lang), markText(item.total ?? '', lang));
    default:
      return words.state(skill, stateText(item.state, messages));
  }
}

/** Return where the item leads. */
export function pathOfItem(item: StoryItem, championship: string): string {
  if (item.competitor) return competitorPath(championship, item.competitor);
  if (item.skill) return pathOf(`${championship}/${item.skill}`);
  return item.member ? memberPath(championship, item.member) : pathOf(championship);
}

function whoOf(item: StoryItem, known: Known, lang: Lang): string {
  const person = personName({ name: item.name ?? '', name_latin: item.name_latin ?? '' }, lang);
  return person || (item.member ? nameIn(known.members[item.member], lang, item.member) : (item.competitor ?? ''));
}

function stateText(state: State | null | undefined, messages: Messages): string {
  return state ? messages[`state_${state}`] : '';
}
