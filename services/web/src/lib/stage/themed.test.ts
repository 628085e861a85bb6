import { expect, it } from 'vitest';
import { clashesOf, contrast, isSameTheme, OWN, photosDropped, themeDraft, themeOf } from './themed';
import type { Theme } from './wire';

const whole: Theme = {
  name: { kk: 'Кубок', ru: '', en: 'Cup' }, ground: '#101010', accent: '#ffcc00', logo: '/logo.png', sponsors: ['/a.png', '/b.png'],
  flags: { almaty: '/f.png' }, photos: { 'c-1': '/p.png' }, pronunciations: { 'c-1': 'ah' }, languages: ['kk', 'en'],
};

it('gives back the theme that it was made of', () => {
  expect(themeOf(themeDraft(whole))).toEqual(whole);
  expect(themeOf(themeDraft({}))).toEqual({});
});

it('leaves out what is empty, and blanks around texts', () => {
  const draft = themeDraft(whole);
  Object.assign(draft, { logo: '', sponsors: [], photos: { 'c-1': '' }, pronunciations: { 'c-2': ' oh ', 'c-1': ' ' }, languages: [] });
  Object.assign(draft.name, { kk: ' ', en: '' });
  expect(themeOf(draft)).toEqual({ ground: '#101010', accent: '#ffcc00', flags: { almaty: '/f.png' }, pronunciations: { 'c-2': 'oh' } });
});

it('does not write into the theme that it was made of', () => {
  const draft = themeDraft(whole);
  draft.sponsors.pop();
  draft.photos['c-2'] = '/q.png';
  expect([whole.sponsors?.length, Object.keys(whole.photos ?? {})]).toEqual([2, ['c-1']]);
});

it('knows a theme again whatever the order of its parts', () => {
  expect(isSameTheme({ logo: '/l', flags: { b: '/b', a: '/a' } }, { flags: { a: '/a', b: '/b' }, logo: '/l' })).toBe(true);
  expect(isSameTheme({ sponsors: ['/a', '/b'] }, { sponsors: ['/b', '/a'] })).toBe(false);
});

it('names the photos that are shown nowhere any more', () => {
  const before: Theme = { photos: { a: '/1', b: '/2', c: '/3', d: '/1' } };
  expect(photosDropped(before, { photos: { a: '/2' }, sponsors: ['/3'] })).toEqual(['/1']);
});

it('reckons contrast as WCAG does', () => {
  expect([contrast('#000000', '#ffffff'), contrast('#777777', '#ffffff')].map((one) => one.toFixed(2))).toEqual(['21.00', '4.48']);
});

it.each([
  [{}, []],
  [{ ink: '#333333' }, ['ink_ground', 'ink_panel']],
  [{ panel: '#eeeeee' }, ['ink_panel']],
  [{ accent: '#5a1010' }, ['accent_letters', 'accent_ground']],
  [{ ground: '#f0b030', ink: '#000000', panel: '#ffffff' }, ['accent_ground']],
  [{ ink: 'red' }, []],
])('tells what is hard to read in %o', (colours, clashes) => {
  expect(clashesOf({ ...OWN, ...colours })).toEqual(clashes);
});
