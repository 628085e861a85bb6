import { expect, test } from 'vitest';
import { competitorPath, INDEX, memberPath, pathOf, routeOf } from './routes';

test.each([
  ['/', { page: 'start' }],
  ['/wsk2024', { page: 'overview', board: 'wsk2024' }],
  ['/wsk2024/', { page: 'overview', board: 'wsk2024' }],
  ['/wsk2024/web-technologies', { page: 'skill', board: 'wsk2024/web-technologies', overview: 'wsk2024' }],
  ['/admin', { page: 'admin' }],
  ['/wsk2024/members/abai', { page: 'member', overview: 'wsk2024', member: 'abai' }],
  ['/wsk2024/competitors/c-1', { page: 'competitor', overview: 'wsk2024', competitor: 'c-1' }],
  ['/wsk2024/competitors/c-1/more', { page: 'unknown' }],
  ['/wsk2024/welding/more', { page: 'unknown' }],
  ['/Wsk 2024', { page: 'unknown' }],
  ['/%3Cb%3E', { page: 'unknown' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

test('the path of a board leads back to it', () => {
  for (const board of ['wsk2024', 'wsk2024/welding']) expect(routeOf(pathOf(board))).toMatchObject({ board });
  expect(routeOf(pathOf(INDEX))).toEqual({ page: 'start' });
});

test('the paths of a member and a competitor lead back to them', () => {
  expect(routeOf(memberPath('wsk2024', 'abai'))).toMatchObject({ page: 'member', member: 'abai' });
  expect(routeOf(competitorPath('wsk2024', 'c-1'))).toMatchObject({ page: 'competitor', competitor: 'c-1' });
});
