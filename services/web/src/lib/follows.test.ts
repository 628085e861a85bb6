import { expect, test } from 'vitest';
import { competitor, skillBoard } from '../testing/world';
import { followsFrom, isFollowed, newsOf, toggled, type Follow } from './follows';

const one: Follow = { kind: 'competitor', championship: 'wsk2024', id: 'a' };
const region: Follow = { kind: 'member', championship: 'wsk2024', id: 'almaty' };

test('what was kept comes back, and what cannot be read counts as nobody', () => {
  expect(followsFrom(JSON.stringify([one, { kind: 'skill' }, null]))).toEqual([one]);
  for (const text of [null, 'no json', '{"a": 1}']) expect(followsFrom(text)).toEqual([]);
});

test('following twice is following no more', () => {
  expect(toggled([region], one)).toEqual([region, one]);
  expect(toggled([region, one], { ...one })).toEqual([region]);
});

test('news is a change of place of whom one follows', () => {
  const before = skillBoard({ a: competitor(2, '1.00', { member: 'abai' }), b: competitor(1, '2.00') });
  const after = skillBoard({ a: competitor(1, '3.00', { member: 'abai' }), b: competitor(2, '2.00') });

  expect(newsOf(before, after, [one])).toMatchObject([{ skill: 'welding', competitor: 'a', was: 2, row: { place: 1 } }]);
  expect(newsOf(before, after, [region])).toMatchObject([{ competitor: 'b', was: 1 }]);
  expect(newsOf(before, after, [{ ...one, championship: 'other' }])).toEqual([]);
});

test('a total that changes no place is no news, nor is a place taken back', () => {
  const before = skillBoard({ a: competitor(1, '1.00') });
  expect(newsOf(before, skillBoard({ a: competitor(1, '2.00') }), [one])).toEqual([]);
  expect(newsOf(before, skillBoard({ a: competitor(null, null) }), [one])).toEqual([]);
});

test('a competitor is followed alone or with their member, in that championship', () => {
  const asked = { competitor: 'a', member: 'almaty' };
  expect(isFollowed(asked, 'wsk2024', [one])).toBe(true);
  expect(isFollowed({ ...asked, competitor: 'b' }, 'wsk2024', [region])).toBe(true);
  expect(isFollowed(asked, 'other', [one, region])).toBe(false);
  expect(isFollowed({ competitor: 'almaty', member: 'a' }, 'wsk2024', [one, region])).toBe(false);
});
