import { expect, it } from 'vitest';
import type { SkillBoard } from '../board';
import { competitorsFound, membersOf, membersSearched, ownerOf } from './roster';

const row = (name: string, name_latin: string, member: string) => ({ name, name_latin, member, place: null });
const board = (number: string, rows: object, members: object) => ({ kind: 'skill', head: { number, members }, rows }) as unknown as SkillBoard;
const aqmola = { kk: 'Ақмола', ru: 'Акмолинская', en: 'Aqmola' };
const abai = { kk: 'Абай', ru: 'Абайская', en: 'Abai' };
const boards = new Map([
  ['cup/b', board('2', { 'c-3': row('Асқар Әлімов', 'Asqar Alimov', 'abai') }, { abai })],
  ['cup/a', board('1', { 'c-1': row('Асқар Әлімов', 'Asqar Alimov', 'abai'), 'c-2': row('Әлия Сейіт', 'Aliya Seiit', 'aqmola') }, { aqmola, abai })],
]);

it('finds competitors by name and region, all of them when nothing is searched', () => {
  const found = ['', 'асқар', 'aliya', 'абайская', 'nobody'].map((query) => competitorsFound(boards, query).map(({ id }) => id));
  expect(found).toEqual([['c-1', 'c-2', 'c-3'], ['c-1', 'c-3'], ['c-2'], ['c-1', 'c-3'], []]);
});

it('lists members by name', () => {
  expect(membersSearched(membersOf(boards), '', 'en')).toEqual(['abai', 'aqmola']);
  expect(membersSearched(membersOf(boards), 'акмо', 'ru')).toEqual(['aqmola']);
});

it.each([
  ['c-2.jpg', 'c-2'], ['Aliya_Seiit.PNG', 'c-2'], ['әлия сейіт.webp', 'c-2'], ['Asqar Alimov.jpg', null], ['IMG_0001.jpg', null],
])('knows whose photo %s is', (file, owner) => {
  expect(ownerOf(file, boards)).toBe(owner);
});
