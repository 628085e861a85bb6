import { expect, it } from 'vitest';
import { pageOf } from './pages';
import { columnOf, letteringOf, shapeMax, wallOf } from './wall';

const WIDE = 16 / 9;
const TALL = 9 / 16;
const OLD = 4 / 3;
const STRIP = 32 / 9;

it.each([
  [0, WIDE, 1, { columns: 1, per_column: 1, pages: 1 }],
  [2, WIDE, 3, { columns: 1, per_column: 2, pages: 1 }],
  [10, WIDE, 1, { columns: 2, per_column: 5, pages: 1 }],
  [15, WIDE, 1, { columns: 3, per_column: 5, pages: 1 }],
  [16, WIDE, 1, { columns: 3, per_column: 3, pages: 2 }],
  [30, WIDE, 1, { columns: 3, per_column: 5, pages: 2 }],
  [45, WIDE, 1, { columns: 3, per_column: 5, pages: 3 }],
  [12, WIDE, 2, { columns: 3, per_column: 4, pages: 1 }],
  [30, WIDE, 3, { columns: 3, per_column: 4, pages: 3 }],
  [45, WIDE, 3, { columns: 3, per_column: 4, pages: 4 }],
  [60, WIDE, 3, { columns: 3, per_column: 4, pages: 5 }],
  [30, OLD, 1, { columns: 2, per_column: 5, pages: 3 }],
  [45, STRIP, 1, { columns: 6, per_column: 4, pages: 2 }],
  [30, TALL, 3, { columns: 1, per_column: 15, pages: 2 }],
  [45, TALL, 1, { columns: 1, per_column: 15, pages: 3 }],
])('%d skills on a screen of %f in %d languages fit as %o', (skills, ratio, languages, layout) => {
  expect(wallOf(skills, ratio, languages)).toEqual(layout);
});

it.each([1, 5, 16, 31, 46, 60])('shows each of %d skills on exactly one page, and none is empty', (skills) => {
  const ids = Array.from({ length: skills }, (_, at) => `s${at}`);
  for (const ratio of [WIDE, TALL, OLD, STRIP, 0.99, 1]) {
    for (const languages of [1, 3]) {
      const layout = wallOf(skills, ratio, languages);
      const pages = Array.from({ length: layout.pages }, (_, page) => pageOf(ids, layout, page));
      expect(pages.flat()).toEqual(ids);
      const sizes = pages.map((page) => page.length);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  }
});

it.each([
  [10, 3, [4, 3, 3]],
  [8, 3, [3, 3, 2]],
  [7, 3, [3, 2, 2]],
  [4, 1, [4]],
  [1, 3, [1, 0, 0]],
])('%d tiles stand in %d columns as %o', (count, columns, sizes) => {
  const found = Array.from({ length: count }, (_, at) => columnOf(at, count, columns));
  expect(sizes.map((_, at) => found.filter((column) => column === at + 1).length)).toEqual(sizes);
  expect(found).toEqual(found.toSorted((one, other) => one - other));
});

it('lets a tile be as high as its width has room for names', () => {
  expect(shapeMax(1, 3)).toBeLessThan(shapeMax(3, 1));
  expect(shapeMax(3, 1)).toBeLessThan(shapeMax(3, 2)); // type is smaller there
});

it('shrinks a long name, and sets a very long one in two lines', () => {
  expect(letteringOf('Welding', 30)).toEqual({ shrink: 1, lines: 1 });
  expect(letteringOf('', 30)).toEqual({ shrink: 1, lines: 1 });
  expect(letteringOf('a'.repeat(40), 30)).toEqual({ shrink: 0.75, lines: 1 });
  expect(letteringOf('a'.repeat(46), 30)).toEqual({ shrink: 0.62, lines: 2 });
});
