/**
 * A skill's board at an earlier moment: what was published then, as the services tell it. Computes no place.
 */
import type { Decimal, SkillBoard, SkillRow } from './board';

export interface TimelineRow {
  total: Decimal | null;
  place: number | null;
  marked: Decimal | null;
  criteria?: Record<string, Decimal>; // earned in each criterion, by its letter
}

export interface TimelinePoint {
  at_ms: number;
  rows: Record<string, TimelineRow>;
}

export interface Timeline {
  points: readonly TimelinePoint[]; // oldest first; each with every row
}

export interface Step {
  competitor: string;
  was: TimelineRow | null;
  is: TimelineRow;
  criteria: string[]; // those whose mark changed on the way
}

/** Return the board as it stood at the point; who was not on it yet stands without a place. */
export function boardAt(board: SkillBoard, point: TimelinePoint): SkillBoard {
  const rows = Object.entries(board.rows).map(([id, row]): [string, SkillRow] => {
    const { total = null, place = null, marked = null } = point.rows[id] ?? {};
    return [id, { ...row, total, place, marked, reach: null }];
  });
  return { ...board, rows: Object.fromEntries(rows) };
}

/** Return whose total or place changed to the point, those who gained most places first. */
export function stepsTo(timeline: Timeline, at: number): Step[] {
  const [before, now] = [timeline.points[at - 1], timeline.points[at]];
  if (!now) return [];
  const steps = Object.entries(now.rows).flatMap(([competitor, is]): Step[] => {
    const was = before?.rows[competitor] ?? null;
    if (was && was.total === is.total && was.place === is.place) return [];
    const criteria = Object.keys(is.criteria ?? {}).filter((id) => is.criteria?.[id] !== was?.criteria?.[id]);
    return [{ competitor, was, is, criteria }];
  });
  return steps.sort((a, b) => gained(b) - gained(a) || (a.is.place ?? Infinity) - (b.is.place ?? Infinity) || 0);
}

/** Read a timeline as the services send it, each point with the rows that changed to it; null when it is none. */
export function timelineFrom(value: unknown): Timeline | null {
  if (typeof value !== 'object' || value === null || !('points' in value) || !Array.isArray(value.points)) return null;
  let rows: TimelinePoint['rows'] = {};
  const points = (value.points as TimelinePoint[]).map((point): TimelinePoint => {
    rows = { ...rows, ...point.rows };
    return { at_ms: point.at_ms, rows };
  });
  return { points };
}

function gained({ was, is }: Step): number {
  return was?.place && is.place ? was.place - is.place : 0;
}
