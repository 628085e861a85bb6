/**
 * What a screen shows now: its plan, or what the schedule has put in its place.
 *
 * The services carry the schedule out; the screen follows what is still to come by itself, so that it is kept
 * without a network, too.
 */
import type { Names } from '../board';
import type { Lang } from '../format';
import type { Plan, PlanType, ScheduleLine, ScreenRow } from './wire';

export const ALL_LANGUAGES: readonly Lang[] = ['kk', 'ru', 'en'];
export const PLAN_TYPES: readonly PlanType[] = [
  'board', 'carousel', 'results', 'timetable', 'ticker', 'sponsors', 'qr', 'message', 'blackout',
];

/** Return the plan of a screen at a moment of server time: a line of the schedule counts from when it is due. */
export function planAt(id: string, row: ScreenRow, schedule: readonly ScheduleLine[], now_ms: number): Plan | null {
  if (row.locked) return row.plan;
  const due = schedule.filter((line) => line.at_ms <= now_ms && isFor(line, id, row));
  return due.sort((a, b) => a.at_ms - b.at_ms).at(-1)?.plan ?? row.plan;
}

export function isFor(line: { screens?: string[]; groups?: string[] }, id: string, row: { groups: string[] }): boolean {
  return (line.screens ?? []).includes(id) || (line.groups ?? []).some((group) => row.groups.includes(group));
}

/** Return the languages to show, in the order asked for; every one when nothing is asked. */
export function languagesOf(plan: { languages?: Lang[] } | null): Lang[] {
  const asked = [...new Set(plan?.languages ?? [])].filter((lang) => ALL_LANGUAGES.includes(lang));
  return asked.length > 0 ? asked : [...ALL_LANGUAGES];
}

/** Return the text in each of the languages, each only once: many names are the same in two of them. */
export function textsIn(names: Partial<Names> | undefined, languages: readonly Lang[], stand_in = ''): { lang: Lang; text: string }[] {
  const found: { lang: Lang; text: string }[] = [];
  for (const lang of languages) {
    const text = names?.[lang];
    if (text && !found.some((other) => other.text === text)) found.push({ lang, text });
  }
  if (found.length > 0) return found;
  const any = names?.en || names?.ru || names?.kk || stand_in;
  return any ? [{ lang: languages[0] ?? 'en', text: any }] : [];
}

/** Return which of ``count`` things is on show: by the clock, so that screens side by side turn together. */
export function turnAt(now_ms: number, seconds: number, count: number): number {
  if (count <= 1) return 0;
  return Math.floor(now_ms / (Math.max(1, seconds) * 1000)) % count;
}
