import { expect, test } from 'vitest';
import { ageText, chooseLang, LANGS, messages } from './i18n';

test('the address decides, then what the device kept, then the browser, then English', () => {
  expect(chooseLang('ru', 'kk', ['en-GB'])).toBe('ru');
  expect(chooseLang(null, 'kk', ['en-GB'])).toBe('kk');
  expect(chooseLang(null, null, ['de-AT', 'ru-KZ', 'en'])).toBe('ru');
  expect(chooseLang('xx', null, ['de'])).toBe('en');
});

test('no word is left empty in any language', () => {
  for (const lang of LANGS) {
    for (const [key, word] of Object.entries(messages[lang])) {
      if (typeof word === 'string') expect(word.trim(), `${lang}.${key}`).not.toBe('');
    }
  }
});

test.each([
  [1, '1 конкурсант'],
  [3, '3 конкурсанта'],
  [11, '11 конкурсантов'],
  [14, '14 конкурсантов'],
  [21, '21 конкурсант'],
  [555, '555 конкурсантов'],
])('Russian counts %i as %s', (n, text) => {
  expect(messages.ru.competitors_count(n, String(n))).toBe(text);
});

test('an age is told in the language', () => {
  expect(ageText(messages.en, { unit: 'seconds', count: 2 })).toBe('2 s ago');
  expect(ageText(messages.ru, { unit: 'minutes', count: 5 })).toBe('5 мин назад');
  expect(ageText(messages.kk, { unit: 'hours', count: 1 })).toBe('1 сағ бұрын');
  expect(ageText(messages.kk, { unit: 'days', count: 3 })).toBe('3 күн бұрын');
  expect(ageText(messages.en, { unit: 'now' })).toBe('just now');
});
