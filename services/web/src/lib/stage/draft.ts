/**
 * A plan while somebody is writing it: plain fields and texts, turned into a plan when nothing is missing.
 */
import type { Names } from '../board';
import { dayAndTime, timeOfDay, type Lang } from '../format';
import { ALL_LANGUAGES } from './plan';
import type { Plan, PlanBody, PlanType, TimetableLine } from './wire';

export interface PlanDraft {
  type: PlanType;
  board: string;
  boards: string[];
  seconds: number;
  part: 'teams' | 'medals';
  lines: string; // a line each: kk | ru | en; in a timetable with the time before
  images: string[];
  path: string;
  text: Names;
  languages: Lang[];
  ticker: boolean;
  clock: boolean;
}

/** Return the draft of a plan, or of a board of the championship's first skill; ``sponsors`` are those of the theme. */
export function draftOf(plan: Plan | null, boards: readonly string[], championship: string, sponsors: readonly string[] = []): PlanDraft {
  return {
    type: plan?.type ?? 'board',
    board: plan?.type === 'board' ? plan.board : (boards[0] ?? ''),
    boards: plan?.type === 'carousel' ? plan.boards : [...boards],
    seconds: plan?.type === 'carousel' || plan?.type === 'sponsors' ? plan.seconds : 20,
    part: plan?.type === 'results' ? plan.part : 'teams',
    lines: plan?.type === 'ticker' ? plan.lines.map(lineText).join('\n') : plan?.type === 'timetable' ? plan.lines.map(timedText).join('\n') : '',
    images: plan?.type === 'sponsors' ? [...plan.images] : [...sponsors],
    path: plan?.type === 'qr' ? plan.path : `/${championship}`,
    text: plan?.type === 'message' ? plan.text : { kk: '', ru: '', en: '' },
    languages: plan?.languages ?? [...ALL_LANGUAGES],
    ticker: plan?.ticker ?? false,
    clock: plan?.clock ?? true,
  };
}

/** Return the plan, or null when something is missing. ``today_ms`` says on which day a timetable is. */
export function planOf(draft: PlanDraft, today_ms: number): Plan | null {
  const body = bodyOf(draft, today_ms);
  if (body === null || draft.languages.length === 0) return null;
  return { ...body, languages: draft.languages, ticker: draft.ticker, clock: draft.clock };
}

function bodyOf(draft: PlanDraft, today_ms: number): PlanBody | null {
  const { type } = draft;
  switch (type) {
    case 'board':
      return draft.board ? { type, board: draft.board } : null;
    case 'carousel':
      return draft.boards.length > 0 && draft.seconds >= 3 ? { type, boards: draft.boards, seconds: draft.seconds } : null;
    case 'results':
      return { type, part: draft.part };
    case 'timetable':
      return whole(timedLines(draft.lines, today_ms), (lines) => ({ type, lines }));
    case 'ticker':
      return whole(linesOf(draft.lines), (lines) => ({ type, lines }));
    case 'sponsors':
      return whole([...draft.images], (images) => ({ type, images, seconds: draft.seconds }));
    case 'qr':
      return draft.path.startsWith('/') ? { type, path: draft.path } : null;
    case 'message':
      return ALL_LANGUAGES.some((lang) => draft.text[lang].trim()) ? { type, text: draft.text } : null;
    case 'blackout':
      return { type };
  }
}

function whole<T>(lines: T[] | null, body: (lines: T[]) => PlanBody): PlanBody | null {
  return lines && lines.length > 0 ? body(lines) : null;
}

export function wordsOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

/** Read lines in up to three languages: Kazakh | Russian | English. */
export function linesOf(text: string): Names[] {
  return wordsOf(text).map((line) => {
    const [kk = '', ru = '', en = ''] = line.split('|').map((part) => part.trim());
    return { kk, ru, en };
  });
}

export function lineText(names: Partial<Names>): string {
  return [names.kk, names.ru, names.en].map((text) => text ?? '').join(' | ').replace(/[ |]+$/, '');
}

const TIMED = /^(\d{1,2}):(\d{2})\s+(.+)$/;

/** Read lines with a time of today before each; null when one has none. */
function timedLines(text: string, today_ms: number): TimetableLine[] | null {
  const lines: TimetableLine[] = [];
  for (const line of wordsOf(text)) {
    const [, hours, minutes, words] = TIMED.exec(line) ?? [];
    const [names] = linesOf(words ?? '');
    if (!names || Number(hours) > 23 || Number(minutes) > 59) return null;
    lines.push({ at_ms: new Date(today_ms).setHours(Number(hours), Number(minutes), 0, 0), text: names });
  }
  return lines;
}

function timedText(line: TimetableLine): string {
  return `${timeOfDay(line.at_ms).slice(0, 5)} ${lineText(line.text)}`;
}

/** Return the value of an input for date and time, by this device. */
export function inputTime(at_ms: number): string {
  return dayAndTime(at_ms).replace(' ', 'T');
}
