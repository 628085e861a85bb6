import { expect, test } from 'vitest';
import { competitor, FakeClock, skillBoard } from '../testing/world';
import { Moves, SHOWN_MS } from './moves';

const board = (a: number | null, b: number) => skillBoard({ a: competitor(a, '10.00'), b: competitor(b, '9.00') });

function noted() {
  const clock = new FakeClock();
  const forgotten: number[] = [];
  const moves: Moves = new Moves(clock, () => forgotten.push(moves.count));
  return { clock, forgotten, moves };
}

test('the first board moves nobody', () => {
  const { moves } = noted();

  moves.note(board(1, 2));

  expect([moves.count, moves.of('a')]).toEqual([0, undefined]);
});

test('who moved is remembered with how far, for as long as the arrow is shown', () => {
  const { clock, forgotten, moves } = noted();
  moves.note(board(1, 2));

  moves.note(board(2, 1));

  expect([moves.of('a'), moves.of('b')]).toEqual([{ by: -1, turn: 1 }, { by: 1, turn: 1 }]);
  clock.pass(SHOWN_MS);
  expect([moves.of('a'), moves.of('b'), forgotten]).toEqual([undefined, undefined, [0]]);
});

test('who moves again is shown for as long again', () => {
  const { clock, forgotten, moves } = noted();
  moves.note(board(1, 2));
  moves.note(board(2, 2));
  clock.pass(SHOWN_MS - 1);

  moves.note(board(1, 3));
  clock.pass(1);

  expect(moves.of('a')).toEqual({ by: 1, turn: 2 });
  expect(forgotten).toEqual([2]);
});

test('a board that has gone tells nobody that moves are forgotten', () => {
  const { clock, forgotten, moves } = noted();
  moves.note(board(1, 2));
  moves.note(board(2, 1));

  moves.stop();
  clock.pass(SHOWN_MS);

  expect(forgotten).toEqual([]);
});
