/**
 * How all skills of a championship fit a screen: a wall of tiles, in pages when there are too many.
 *
 * A tile is read from the end of the hall, so it never gets smaller than this; a page more is the better way out.
 */
import { firstOf, type Layout } from './pages';

const TILE_WIDE = 52; // in hundredths of the shorter side, as all sizes of a stage
const TILE_HIGH = 14.5;
const TILE_HIGH_MANY = 18; // with the name in more than one language
const FLAT_HIGH = 9.4; // a tile as wide as the screen, whose names stand beside one another
const EDGE_WIDE = 10; // left and right of the wall
const HEAD_HIGH = 24; // what stands above and below it
const HEAD_HIGH_TALL = 36;

/** Return the layout of ``skills`` tiles on a screen of this shape (width by height), in so many languages; pages are filled alike. */
export function wallOf(skills: number, ratio: number, languages: number): Layout {
  const is_tall = ratio < 1;
  const columns_max = is_tall ? 1 : Math.max(1, Math.floor((ratio * 100 - EDGE_WIDE) / TILE_WIDE));
  const per = is_tall ? Math.floor((100 / ratio - HEAD_HIGH_TALL) / FLAT_HIGH) : Math.floor((100 - HEAD_HIGH) / (languages > 1 ? TILE_HIGH_MANY : TILE_HIGH));
  const columns = Math.max(1, Math.min(columns_max, Math.ceil(skills / per)));
  const pages = Math.max(1, Math.ceil(skills / (per * columns)));
  return { columns, per_column: Math.max(1, Math.ceil(Math.ceil(skills / pages) / columns)), pages };
}

const SHAPE_MAX = 0.24; // how high a tile gets, of its width: higher, and names in its type are wider than it
const SHAPE_MAX_MANY = 0.28;
const SHAPE_MAX_FLAT = 0.085;

/** Return how high a tile gets at most, as a share of its width: type follows the height, names need the width. */
export function shapeMax(columns: number, languages: number): number {
  if (columns === 1) return SHAPE_MAX_FLAT;
  return languages > 1 ? SHAPE_MAX_MANY : SHAPE_MAX;
}

/** Return the column, counted from 1, of what is at ``at`` of ``count`` on a page: columns are filled alike. */
export function columnOf(at: number, count: number, columns: number): number {
  let column = 1;
  while (column < columns && firstOf(column, count, columns) <= at) column += 1;
  return column;
}

const SHRINK_MIN = 0.66; // smaller, and two lines are the better way out
const SHRINK_TWO = 0.62; // two lines of this are as high as one at full size

export interface Lettering {
  shrink: number; // of the type
  lines: 1 | 2;
}

/** Return how a name is set so that it stands there whole where ``letters`` fit on a line at full size. */
export function letteringOf(name: string, letters: number): Lettering {
  const shrink = Math.min(1, letters / Math.max(1, name.length));
  return shrink < SHRINK_MIN ? { shrink: SHRINK_TWO, lines: 2 } : { shrink, lines: 1 };
}
