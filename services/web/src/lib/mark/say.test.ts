import { expect, test } from 'vitest';
import { entryText, placeText } from './say';
import { wordsIn } from './words';

test.each([
  ['B1', 'B1.2', 'B1.2'],
  ['A3-M', 'A3.1', 'A3-M A3.1'],
  ['A1', null, 'A1'],
])('the aspect %s %s is named %s', (form, aspect, expected) => {
  expect(placeText(form, aspect)).toBe(expected);
});

test('a remark is told by its words and how many photos are with it', () => {
  const said = { aspect: 'A1.1', based_on: 0, comment: 'a burr', photos: ['1', '2'] };
  expect([entryText(said, wordsIn.en, 'en'), entryText({ ...said, mark: '1.00' }, wordsIn.en, 'en')]).toEqual(['“a burr” · 2 photos', '1.00']);
});
