import { expect, test } from 'vitest';
import type { StoryBoard, StoryItem } from './board';
import { storyItems } from './story';

const item = (id: string, at_ms: number, type = 'lead'): StoryItem => ({ id, at_ms, type });

test('the newest comes first, and what this page does not know is left out', () => {
  const rows = { a: item('a', 1), b: item('b', 3), c: item('c', 2, 'fireworks') };
  const board: StoryBoard = { kind: 'story', head: {}, rows };
  expect(storyItems(board).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('of one moment, the order that the services give counts', () => {
  const rows = { a: { ...item('a', 1), order: 2 }, b: { ...item('b', 1), order: 1 } };
  const board: StoryBoard = { kind: 'story', head: {}, rows };
  expect(storyItems(board).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('without a board there is no story', () => {
  expect(storyItems(null)).toEqual([]);
});
