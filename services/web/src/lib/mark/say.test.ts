import { expect, test } from 'vitest';
import { placeText } from './say';

test.each([
  ['B1', 'B1.2', 'B1.2'],
  ['A3-M', 'A3.1', 'A3-M A3.1'],
  ['A1', null, 'A1'],
])('the aspect %s %s is named %s', (form, aspect, expected) => {
  expect(placeText(form, aspect)).toBe(expected);
});
