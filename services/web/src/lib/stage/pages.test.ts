import { expect, it } from 'vitest';
import { firstOf, layoutOf, pageOf, secondsPerPage } from './pages';

const WIDE = 16 / 9;
const TALL = 9 / 16;

it.each([
  [0, WIDE, { columns: 1, per_column: 1, pages: 1 }],
  [10, WIDE, { columns: 1, per_column: 10, pages: 1 }],
  [19, WIDE, { columns: 2, per_column: 10, pages: 1 }],
  [50, WIDE, { columns: 2, per_column: 9, pages: 3 }],
  [19, TALL, { columns: 1, per_column: 19, pages: 1 }],
  [50, TALL, { columns: 1, per_column: 17, pages: 3 }],
])('%d rows on a screen of %f fit as %o', (rows, ratio, layout) => {
  expect(layoutOf(rows, ratio)).toEqual(layout);
});

it.each([1, 11, 19, 21, 50, 203])('shows each of %d rows on exactly one page', (rows) => {
  const ids = Array.from({ length: rows }, (_, at) => `c${at}`);
  for (const ratio of [WIDE, TALL]) {
    const layout = layoutOf(rows, ratio);
    const shown = Array.from({ length: layout.pages }, (_, page) => pageOf(ids, layout, page)).flat();
    expect(shown).toEqual(ids);
  }
});

it.each([
  [30, 3, [10, 10, 10]],
  [15, 2, [8, 7]],
  [50, 3, [17, 17, 16]],
  [2, 3, [1, 1, 0]],
  [0, 1, [0]],
])('deals %d things to %d parts as %o', (count, parts, sizes) => {
  expect(sizes.map((_, part) => firstOf(part + 1, count, parts) - firstOf(part, count, parts))).toEqual(sizes);
});

it('shows all pages within the turn of a carousel, none too short to read', () => {
  expect(secondsPerPage(2, 30)).toBe(15);
  expect(secondsPerPage(10, 20)).toBe(5);
  expect(secondsPerPage(3, null)).toBe(12);
});
