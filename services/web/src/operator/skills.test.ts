import { expect, it } from 'vitest';
import type { Plan, Scene } from '../lib/stage/wire';
import { allSkills, boardText, planText, sceneText, type Skill } from './skills';

const skill = (id: string, number: string, en: string): Skill => ({ board: `cup/${id}`, number, name: { en, ru: '', kk: '' } });
const boards = [allSkills('cup'), skill('welding', '10', 'Welding'), skill('bakery', '47', 'Bakery'), skill('it', '09', 'IT'), skill('cad', '05', 'CAD')];

it.each([
  ['cup', 'All skills'],
  ['cup/welding', '10 Welding'],
  ['cup/results', 'Results'],
  ['cup/story', 'News of the ticker'],
  ['cup/people', 'Who takes part'],
  ['cup/screens', 'Plans of the screens'],
  ['cup/overlays', 'Theme and overlays'],
  ['cup/gone', 'A board that is not there'],
  ['cup/welding/timeline', 'A board that is not there'],
])('calls the board %s by a name', (board, name) => {
  expect(boardText(board, boards, 'en')).toBe(name);
});

it('calls nothing gone before the names of skills have come', () => {
  expect(boardText('cup/welding', [allSkills('cup')], 'en')).toBe('…');
  expect(boardText('cup/story', [allSkills('cup')], 'ru')).toBe('Новости бегущей строки');
});

it.each<[Plan, string]>([
  [{ type: 'board', board: 'cup' }, 'Board: All skills'],
  [{ type: 'carousel', boards: ['cup/welding', 'cup'], seconds: 9 }, 'Carousel of boards: 10 Welding, All skills'],
  [{ type: 'carousel', boards: boards.map((one) => one.board), seconds: 9 }, 'Carousel of boards: All skills, 10 Welding, 47 Bakery and 2 more'],
  [{ type: 'results', part: 'teams' }, 'Results: Team standings'],
  [{ type: 'blackout' }, 'Black'],
])('says in a few words what a plan shows: %o', (plan, text) => {
  expect(planText(plan, boards, 'en')).toBe(text);
});

it.each<[Scene, string]>([
  [{ type: 'table', board: 'cup' }, 'Whole table, All skills'],
  [{ type: 'competitor', board: 'cup/welding', competitor: 'c-1' }, 'Competitor, 10 Welding'],
  [{ type: 'ticker', lines: [] }, 'Lines of text'],
])('says in a few words what a scene shows: %o', (scene, text) => {
  expect(sceneText(scene, boards, 'en')).toBe(text);
});
