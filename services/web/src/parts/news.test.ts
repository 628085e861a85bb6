import { beforeEach, expect, test, vi } from 'vitest';
import type { SkillBoard } from '../lib/board';
import { FakeFrames } from '../testing/frames';
import { competitor, FakeClock, skillBoard } from '../testing/world';
import { SHOWN_MS } from './moves';
import { RowNews, type Look } from './news';
import { endTurns } from './turns';

const wish = { matches: false };
let frames: FakeFrames;
let clock: FakeClock;
let news: RowNews<{ look: Look }>;

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => wish);
  frames = new FakeFrames();
  endTurns(); // of the test before
  wish.matches = false;
  clock = new FakeClock();
  news = new RowNews(clock, (look) => ({ look }));
});

const ids = (count: number) => Array.from({ length: count }, (_, at) => `c-${String(at).padStart(2, '0')}`);
const totals = (count: number) => ids(count).map((id) => news.of(id)?.look.row.total);
const looks = (count: number) => ids(count).map((id) => news.of(id)?.look);

/** A board on which all have the same total, and everybody's place is so much further down. */
function board(count: number, total: string | null, further = 0): SkillBoard {
  return skillBoard(Object.fromEntries(ids(count).map((id, at) => [id, competitor(at + 1 + further, total)])));
}

function take(count: number, total: string | null, further = 0): void {
  news.take(board(count, total, further), ids(count));
}

test('a board is whole when it comes', () => {
  take(20, '1.00');

  expect(totals(20)).toEqual(Array(20).fill('1.00'));
  expect(frames.asked).toBe(0);
});

test('a few rows show what is new at once: numbers count, and who rose glows', () => {
  take(12, '1.00', 2);

  take(12, '2.00');

  expect(totals(12)).toEqual(Array(12).fill('2.00'));
  const told = { move: { by: 2, turn: 1 }, glows: true, is_calm: false };
  expect(looks(12)).toEqual(Array(12).fill(expect.objectContaining(told)));
});

test('many rows show it in turn, calmly, each of them whole', () => {
  take(20, '1.00', 2);

  take(20, '2.00');
  expect(totals(20)).toEqual(Array(20).fill('1.00'));
  frames.draw();
  frames.draw();

  expect(totals(20)).toEqual([...Array(6).fill('2.00'), ...Array(14).fill('1.00')]);
  const told = { move: { by: 2, turn: 1 }, glows: false, is_calm: true };
  expect(looks(6)).toEqual(Array(6).fill(expect.objectContaining(told)));
  for (let at = 0; at < 3; at += 1) frames.draw();
  expect(totals(20)).toEqual(Array(20).fill('2.00'));
});

test('a row that waits shows the newest when its turn comes', () => {
  take(20, '1.00');
  take(20, '2.00');

  take(20, '3.00');
  frames.draw();
  frames.draw();

  expect(totals(20)).toEqual([...Array(6).fill('3.00'), ...Array(14).fill('1.00')]);
});

test('one row among many that changes alone does not wait, nor do the others show anything', () => {
  take(20, '1.00');
  const before = looks(20);
  const now = board(20, '1.00');
  const rows = Object.fromEntries(ids(20).map((id) => [id, before[ids(20).indexOf(id)]?.row ?? now.rows[id]]));

  news.take({ ...now, rows: { ...rows, 'c-05': competitor(6, '9.00') } } as SkillBoard, ids(20));

  expect(news.of('c-05')?.look).toMatchObject({ row: { total: '9.00' }, is_calm: false });
  expect(looks(20).filter((look, at) => look !== before[at]).length).toBe(1);
});

test('what is taken away is gone at once, from every row', () => {
  take(20, '1.00');

  take(20, null);

  expect(totals(20)).toEqual(Array(20).fill(null));
});

test('what is taken away while a row waits for something else is gone at once', () => {
  take(20, '1.00');
  take(20, '2.00');

  take(20, null);

  expect(totals(20)).toEqual(Array(20).fill(null));
});

test.each(['less motion', 'a hidden page'])('with %s nobody waits', (why) => {
  take(20, '1.00');
  if (why === 'less motion') wish.matches = true;
  else frames.document.visibilityState = 'hidden';

  take(20, '2.00');

  expect(totals(20)).toEqual(Array(20).fill('2.00'));
});

test('signs of who moved leave when they have been shown for long enough, in turn too', () => {
  take(20, '1.00', 2);
  take(20, '2.00');
  for (let at = 0; at < 5; at += 1) frames.draw();

  clock.pass(SHOWN_MS);
  const before = looks(20).filter((look) => look?.move).length;
  for (let at = 0; at < 5; at += 1) frames.draw();

  expect([before, looks(20).filter((look) => look?.move).length]).toEqual([20, 0]);
});

test('a row that is drawn before its board was taken has its seat at once, and only one', () => {
  const { rows } = board(1, '1.00');
  const seat = news.arrive('c-00', rows['c-00']);
  take(1, '1.00');

  expect([seat?.look.row.total, news.of('c-00') === seat, news.arrive('c-09', undefined)]).toEqual(['1.00', true, undefined]);
});

test('who leaves the board is not held, and comes back as who is new', () => {
  take(20, '1.00');
  take(20, '2.00');

  news.take(board(20, '2.00'), ids(2));
  expect([news.of('c-01')?.look.row.total, news.of('c-02')]).toEqual(['2.00', undefined]);
  frames.draw();
  frames.draw();
  take(20, '2.00');

  expect(totals(20)).toEqual(Array(20).fill('2.00'));
});
