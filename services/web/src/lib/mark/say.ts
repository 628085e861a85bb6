/**
 * Marks, values and people in the reader's language.
 */
import { markText, personName, shortMarkText, type Lang } from '../format';
import type { Custody } from './custody';
import type { Entry } from './outbox';
import { isRemark } from './remarks';
import { valueOf } from './sheet';
import { THE_FIELDS_RULE } from './panel';
import type { Aspect, Band, Person, SkillDocument, Value } from './wire';
import type { Words } from './words';

export function valueText(value: Value | null, lang: Lang): string {
  if (!value) return '–';
  if (value.mark !== undefined) return markText(value.mark, lang);
  if (value.score !== undefined) return String(value.score);
  if (value.scores !== undefined) return value.scores.join(' · ');
  if (value.deductions !== undefined) return `−${value.deductions}`;
  return markText(value.measured ?? '–', lang);
}

/** Return what an entry says, for a list: its value, or the remark that it is. */
export function entryText(entry: Entry, words: Words, lang: Lang): string {
  return isRemark(entry) ? remarkText(entry, words) : valueText(valueOf(entry), lang);
}

/** Return a comment, and how many photos are with it. */
export function remarkText(said: { comment?: string; photos?: readonly string[] }, words: Words): string {
  return [said.comment ? `“${said.comment}”` : '', said.photos?.length ? words.photos(said.photos.length) : ''].filter(Boolean).join(' · ');
}

export function personById(skill: SkillDocument, id: string, lang: Lang): string {
  const person: Person | undefined = [...skill.experts, ...skill.competitors].find((known) => known.id === id);
  return (person && personName(person, lang)) || id;
}

export function bandText(band: Band, words: Words, lang: Lang): string {
  const [low, high] = [band.from, band.to].map((end) => (end === null ? null : markText(end, lang)));
  if (low && high) return words.band_between(low, high);
  if (low) return words.band_from(low);
  return high ? words.band_to(high) : '…';
}

export function custodyText(custody: Custody, words: Words): string {
  switch (custody.kind) {
    case 'saved':
      return custody.tries > 0 ? words.custody_retry(custody.tries) : words.custody_saved;
    case 'counted':
      if (custody.is_remark) return words.custody_noted;
      return custody.is_held_back ? words.custody_held_back : words.custody_counted;
    case 'waiting':
      return words.custody_waiting(custody.entered, custody.of);
    default:
      return words[`custody_${custody.kind}`];
  }
}

/** Return form and aspect as people name them: the form once, where the aspect's name begins with it. */
export function placeText(form: string, aspect: string | null): string {
  if (aspect === null) return form;
  return aspect.startsWith(form) ? aspect : `${form} ${aspect}`;
}

/** Return what a person can do about a refusal. */
export function whatToDo(code: string, words: Words): string {
  if (code === 'compatriot') return words.hint_compatriot;
  if (code === 'form_locked') return words.hint_form_locked;
  if (code === 'reason_missing') return words.hint_reason_missing;
  if (code.startsWith('team_') || code.startsWith('not_in_') || code.startsWith('not_on_')) return words.hint_team;
  if (/^(mark|score|scores|entry|deductions|measured|id)_/.test(code)) return words.hint_value;
  return words.hint_other;
}

/** Return the largest score of an aspect's scale. */
export function scaleOf(aspect: Aspect): number {
  return aspect.judging?.scale ?? THE_FIELDS_RULE.scale;
}

export { shortMarkText };
