/**
 * What is worth a look in how panels score; no finding, only where to look.
 */
import type { MemberQuality } from './wire';

const MUTUAL_MIN = 0.25; // of a score, on average, each way

/** Say whether two members' experts are both generous to each other's competitors. */
export function isMutual(pair: MemberQuality): boolean {
  return pair.returned !== null && Number(pair.severity) >= MUTUAL_MIN && Number(pair.returned) >= MUTUAL_MIN;
}

const BAR_SCORES = 1.5; // at the end of the bar; further is shown as the end

/** Return where a severity stands between -1 (severe) and 1 (generous). */
export function barPlace(severity: string): number {
  return Math.max(-1, Math.min(1, Number(severity) / BAR_SCORES));
}
