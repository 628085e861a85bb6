/**
 * How the rows of a board fit a screen: columns, rows in each, and pages when there are too many.
 */
export interface Layout {
  columns: number;
  per_column: number;
  pages: number;
}

const ROWS_WIDE = 10; // more in one column, and nobody reads them from the end of the hall
const ROWS_TALL = 19;

/** Return the layout of ``rows`` rows on a screen of this shape (width by height). */
export function layoutOf(rows: number, ratio: number): Layout {
  const is_tall = ratio < 1;
  const per = is_tall ? ROWS_TALL : ROWS_WIDE;
  const columns = !is_tall && rows > per ? 2 : 1;
  const pages = Math.max(1, Math.ceil(rows / (per * columns)));
  const on_page = Math.ceil(rows / pages);
  return { columns, per_column: Math.min(per, Math.max(1, Math.ceil(on_page / columns))), pages };
}

/** Return the ids on a page: pages are filled alike, in order. */
export function pageOf(ids: readonly string[], layout: Layout, page: number): string[] {
  return ids.slice(firstOf(page, ids.length, layout.pages), firstOf(page + 1, ids.length, layout.pages));
}

/** Return where a part begins when ``count`` things are dealt to so many parts, none of which gets two more than another. */
export function firstOf(part: number, count: number, parts: number): number {
  return part * Math.floor(count / parts) + Math.min(part, count % parts);
}

const PAGE_S = 12; // time to find one name among twenty

/** Return how long one page stays: all pages of a board within its turn, never too short to read. */
export function secondsPerPage(pages: number, turn_s: number | null): number {
  return turn_s === null ? PAGE_S : Math.max(5, turn_s / pages);
}
