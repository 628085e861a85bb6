import { expect, test } from 'vitest';
import * as format from './format';

test('marks keep their digits and take the decimal sign of the language', () => {
  expect(format.markText('42.10', 'en')).toBe('42.10');
  expect(format.markText('42.10', 'ru')).toBe('42,10');
  expect(format.markText('42.10', 'kk')).toBe('42,10');
});

test.each([
  ['100.00', '100'],
  ['37.50', '37.5'],
  ['0.00', '0'],
  ['100', '100'],
  ['0.05', '0.05'],
])('short text of %s is %s', (mark, short) => {
  expect(format.shortMarkText(mark, 'en')).toBe(short);
});

test('percentages and counts follow the language', () => {
  expect(format.percentText('37.5', 'en')).toBe('37.5%');
  expect(format.percentText('37.5', 'ru')).toBe('37,5\u00a0%');
  expect(format.countText(1234567, 'en')).toBe('1,234,567');
  expect(format.countText(555, 'kk')).toBe('555');
});

test('a bar is as long as its part, and never longer than the whole', () => {
  expect(format.barLength('25.00', '100.00')).toBe(0.25);
  expect(format.barLength('120.00', '100.00')).toBe(1);
  expect(format.barLength('0.00', '0.00')).toBe(0);
});

test('a count starts where it was and ends on exactly what it was given', () => {
  expect(format.countFrame('42.10', '42.85', 0)).toBe('42.10');
  expect(format.countFrame('42.10', '42.85', 0.5)).toBe('42.48');
  expect(format.countFrame('42.10', '42.85', 1)).toBe('42.85');
});

test('a count passes through well-formed marks between its ends, whatever they are', () => {
  for (let i = 0; i < 500; i++) {
    const [from, to] = [((i * 37) % 10_001) / 100, ((i * 7919) % 10_001) / 100].map((mark) => mark.toFixed(2));
    const frame = format.countFrame(from as string, to as string, (i % 100) / 100);
    expect(frame).toMatch(/^\d+\.\d\d$/);
    expect(Number(frame)).toBeGreaterThanOrEqual(Math.min(Number(from), Number(to)));
    expect(Number(frame)).toBeLessThanOrEqual(Math.max(Number(from), Number(to)));
  }
});

test('a person is named in the script of the language, or in the one there is', () => {
  const person = { name: 'Асқар Әлімов', name_latin: 'Asqar Alimov' };

  expect(format.personName(person, 'kk')).toBe('Асқар Әлімов');
  expect(format.personName(person, 'ru')).toBe('Асқар Әлімов');
  expect(format.personName(person, 'en')).toBe('Asqar Alimov');
  expect(format.personName({ ...person, name_latin: '' }, 'en')).toBe('Асқар Әлімов');
  expect(format.shownName(person, 'en')).toBe('Asqar Alimov');
  expect(format.shownName({ name: null, name_latin: null }, 'en')).toBe('–');
});

test('a name missing in one language is told in another, and at last by its stand-in', () => {
  expect(format.nameIn({ en: 'Welding', ru: '', kk: '' }, 'kk')).toBe('Welding');
  expect(format.nameIn(undefined, 'kk', 'abai')).toBe('abai');
});

test.each([
  [0, { unit: 'now' }],
  [2_400, { unit: 'seconds', count: 2 }],
  [61_000, { unit: 'minutes', count: 1 }],
  [7_200_000, { unit: 'hours', count: 2 }],
  [200_000_000, { unit: 'days', count: 2 }],
])('an age of %i ms is %o', (age_ms, age) => {
  expect(format.ageOf(age_ms)).toEqual(age);
});

test('times are those of this device, with two digits each', () => {
  const at = new Date(2024, 4, 3, 9, 5, 7).getTime();

  expect(format.timeOfDay(at)).toBe('09:05:07');
  expect(format.dayAndTime(at)).toBe('2024-05-03 09:05');
});
