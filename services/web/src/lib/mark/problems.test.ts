import { expect, test } from 'vitest';
import { skill } from '../../testing/marking';
import { nameById, problemText, refusalText } from './problems';

const refused = { code: 'not_in_team', title: 'Not allowed', detail: '“e-1” is not in the team that does this.', status: 403 };
const known = skill({
  members: { almaty: { en: 'Almaty', ru: 'Алматы', kk: 'Алматы' } },
  name: { en: 'Welding', ru: 'Сварка', kk: 'Дәнекерлеу' },
  experts: [{ id: 'e-1', name: 'Дана Омарова', name_latin: 'Dana Omarova', member: 'almaty' }, { id: 'e-2', name: '', name_latin: '', member: 'almaty' }],
});

test('names stand where the services have ids, and nowhere else', () => {
  const said = { ...refused, detail: 'a a', detail_parts: ['a ', 'a', ''] };

  expect(problemText(said, () => 'Aigerim')).toBe('a Aigerim');
});

test('a sentence without ids stays as it is; without any sentence the code is better than nothing', () => {
  expect(problemText(refused, () => 'nobody')).toBe('“e-1” is not in the team that does this.');
  expect(problemText({ ...refused, detail: '' }, () => 'nobody')).toBe('Not allowed');
  expect(problemText({ ...refused, detail: '', title: '' }, () => 'nobody')).toBe('not_in_team');
});

test('what was refused says why, and what was not answered that it was not', () => {
  const said = (['problem', 'barred'] as const).map((kind) => refusalText({ kind, problem: refused }, 'no answer'));

  expect(said).toEqual([refused.detail, refused.detail]);
  expect(refusalText({ kind: 'lost' }, 'no answer')).toBe('no answer');
  expect(refusalText({ kind: 'ok', body: null, etag: null }, 'no answer')).toBe('');
});

test('people, members and skills have names in the language; who is erased or unknown keeps the id', () => {
  const named = (id: string) => nameById(id, [skill(), known], 'ru');

  expect([named('e-1'), named('almaty'), named('e-9')]).toEqual(['Дана Омарова', 'Алматы', 'e-9']);
  expect(['e-1', 'e-2', 'almaty', 'welding'].map((id) => nameById(id, [known], 'en'))).toEqual(['Dana Omarova', 'e-2', 'Almaty', 'Welding']);
});
