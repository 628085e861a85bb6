import { expect, test } from 'vitest';
import type { StoryBoard, StoryItem } from './board';
import { storyItems } from './story';

const item = (id: string, at_ms: number, type = 'lead'): StoryItem => ({ id, at_ms, type });

test('the newest comes first, and what this page does not know is left out', () => {
  const rows = { a: item('a', 1), b: item('b', 3), c: item('c', 2, 'fireworks') };
  const board: StoryBoard = { kind: 'story', head: {}, rows };
  expect(storyItems(board).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('a list in the head is a story, too', () => {
  const board: StoryBoard = { kind: 'story', head: { items: [item('a', 1), item('b', 1)] }, rows: {} };
  expect(storyItems(board).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('without a board there is no story', () => {
  expect(storyItems(null)).toEqual([]);
});
