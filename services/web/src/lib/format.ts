/**
 * Turn the services' decimal strings and times into what a viewer reads.
 *
 * Marks are strings and stay strings: no total is ever computed here. The one place that interpolates, the
 * count-up, works in whole hundredths and ends on exactly the string that was given.
 */
import type { Decimal, Names } from './board';

export type Lang = 'kk' | 'ru' | 'en';

const NO_BREAK_SPACE = '\u00a0';

/** Write a mark with the decimal sign of the language: "42.10" is "42,10" in Russian and Kazakh. */
export function markText(mark: Decimal, lang: Lang): string {
  return lang === 'en' ? mark : mark.replace('.', ',');
}

/** Like ``markText``, without decimals that say nothing: "100.00" is "100", "37.50" is "37.5". */
export function shortMarkText(mark: Decimal, lang: Lang): string {
  const short = mark.includes('.') ? mark.replace(/0+$/, '').replace(/\.$/, '') : mark;
  return markText(short, lang);
}

export function percentText(percent: Decimal, lang: Lang): string {
  return shortMarkText(percent, lang) + (lang === 'en' ? '%' : `${NO_BREAK_SPACE}%`);
}

export function countText(count: number, lang: Lang): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, lang === 'en' ? ',' : NO_BREAK_SPACE);
}

/** Return the length of a bar, 0 to 1; for drawing only. */
export function barLength(part: Decimal, whole: Decimal): number {
  const length = Number(part) / Number(whole);
  return Number.isFinite(length) ? Math.min(1, Math.max(0, length)) : 0;
}

/** Return what a running count shows at ``progress`` (0 to 1) of the way; at 1 exactly ``to``. */
export function countFrame(from: Decimal, to: Decimal, progress: number): Decimal {
  if (progress >= 1) return to;
  const start = hundredths(from);
  const now = Math.round(start + (hundredths(to) - start) * progress);
  return `${Math.floor(now / 100)}.${String(now % 100).padStart(2, '0')}`;
}

function hundredths(mark: Decimal): number {
  return Math.round(Number(mark) * 100);
}

/** Return the competitor's name in the script that readers of the language expect. */
export function personName(person: { name: string; name_latin: string }, lang: Lang): string {
  const [first, second] = lang === 'en' ? [person.name_latin, person.name] : [person.name, person.name_latin];
  return first || second;
}

/** Return the name as a screen shows it: whoever's name was erased has a place and a total all the same. */
export function shownName(person: { name: string | null; name_latin: string | null }, lang: Lang): string {
  return personName({ name: person.name ?? '', name_latin: person.name_latin ?? '' }, lang) || '–';
}

/** Return the name in the language, else in any that has one, else what stands in for it. */
export function nameIn(names: Names | undefined, lang: Lang, stand_in = ''): string {
  return names?.[lang] || names?.en || names?.ru || names?.kk || stand_in;
}

export type Age = { unit: 'now' } | { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number };

/** Return an age as people say it: in the largest unit that fits. */
export function ageOf(age_ms: number): Age {
  const seconds = Math.floor(age_ms / 1000);
  if (seconds < 1) return { unit: 'now' };
  if (seconds < 60) return { unit: 'seconds', count: seconds };
  if (seconds < 3600) return { unit: 'minutes', count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: 'hours', count: Math.floor(seconds / 3600) };
  return { unit: 'days', count: Math.floor(seconds / 86_400) };
}

/** Return the time of day on this device, with seconds: screens side by side are compared by it. */
export function timeOfDay(at_ms: number): string {
  const at = new Date(at_ms);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** Return the day and the minute on this device, for times that may be tomorrow. */
export function dayAndTime(at_ms: number): string {
  const at = new Date(at_ms);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
  return `${day} ${timeOfDay(at_ms).slice(0, 5)}`;
}
