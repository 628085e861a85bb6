import { expect, test } from 'vitest';
import { isSameOrder, nearer } from './nearer';

test('no more rows move than may', () => {
  expect(nearer(['a', 'b', 'c', 'd'], ['d', 'c', 'b', 'a'], 0)).toEqual(['a', 'b', 'c', 'd']);
  expect(nearer(['a', 'b', 'c', 'd'], ['d', 'c', 'b', 'a'], 1)).toEqual(['d', 'a', 'b', 'c']);
  expect(nearer(['a', 'b', 'c', 'd'], ['d', 'c', 'b', 'a'], 2)).toEqual(['d', 'c', 'a', 'b']);
});

test('a row that stands where it should costs no move', () => {
  expect(nearer(['a', 'b', 'd', 'c'], ['a', 'b', 'c', 'd'], 1)).toEqual(['a', 'b', 'c', 'd']);
});

test('who is gone leaves at once and who is new stands last, without a move', () => {
  expect(nearer(['b', 'gone', 'c'], ['new', 'c', 'b'], 0)).toEqual(['b', 'c', 'new']);
});

test('the first rows stand as they are wanted', () => {
  expect(nearer([], ['b', 'a'], 0)).toEqual(['b', 'a']);
});

test('any order is reached in as many moves as there are rows, and none is lost on the way', () => {
  const wanted = [...'qwertyuiopasdfghjklzxcvbnm'];
  let order: readonly string[] = [...wanted].sort();
  for (let turn = 0; turn < 4; turn += 1) {
    order = nearer(order, wanted, 8);
    expect([...order].sort()).toEqual([...wanted].sort());
  }
  expect(isSameOrder(order, wanted)).toBe(true);
});

test('orders of other lengths or rows are others', () => {
  expect(isSameOrder(['a'], ['a', 'b'])).toBe(false);
  expect(isSameOrder(['a', 'b'], ['b', 'a'])).toBe(false);
});
