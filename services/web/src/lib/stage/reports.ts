/**
 * What the screens say they have painted, in the words of the operator: "812 on 14 of 14".
 */
import type { ScreenReport, ScreensReport } from './wire';

const SILENT_MS = 25_000; // two beats missed

export type Health = 'right' | 'behind' | 'stale' | 'silent' | 'never';

/** Return how a screen is: it paints its plan, is about to, shows old data, or says nothing. */
export function healthOf(screen: ScreenReport, now_ms: number): Health {
  if (screen.seen_ms === null) return 'never';
  if (now_ms - screen.seen_ms > SILENT_MS) return 'silent';
  if (screen.is_stale) return 'stale';
  return screen.plan_revision === screen.revision ? 'right' : 'behind';
}

export interface Spread {
  board: string;
  version: number;
  on: number;
  of: number;
}

/** Return each board's newest version and on how many of the screens that show it, those behind first. */
export function spreadOf(report: ScreensReport): Spread[] {
  return Object.entries(report.boards)
    .map(([board, { version, on, of }]) => ({ board, version, on, of }))
    .sort((a, b) => Number(a.on === a.of) - Number(b.on === b.of) || (a.board < b.board ? -1 : 1));
}

/** Return all groups of the screens, by name. */
export function groupsOf(screens: readonly { groups: string[] }[]): string[] {
  return [...new Set(screens.flatMap((screen) => screen.groups))].sort();
}

/** Return what a person has typed as groups: words between commas. */
export function groupsIn(text: string): string[] {
  return [...new Set(text.split(',').map((group) => group.trim()).filter(Boolean))];
}
