import { expect, test } from 'vitest';
import { chiefWordsIn } from '../chief/words';
import { leaderWordsIn } from '../leader/words';
import { signInWordsIn } from '../signin';
import { trustWordsIn } from '../trust/words';
import { LANGS } from '../i18n-choice';
import { wordsIn } from './words';

test.each(LANGS)('no word of %s is empty, and all are of the same kind as in English', (lang) => {
  for (const known of [wordsIn, chiefWordsIn, leaderWordsIn, signInWordsIn, trustWordsIn]) {
    const [own, english] = [known[lang], known.en];
    const kinds = (words: object) => Object.fromEntries(Object.entries(words).map(([key, word]) => [key, typeof word]));
    expect(kinds(own)).toEqual(kinds(english));
    expect(Object.values(own).filter((word) => word === '')).toEqual([]);
  }
});

test('Russian counts sheets as Russians do', () => {
  expect([1, 2, 5, 11, 21, 22].map((count) => wordsIn.ru.check_do(count).split(' ').at(-1))).toEqual([
    'лист', 'листа', 'листов', 'листов', 'лист', 'листа',
  ]);
});
