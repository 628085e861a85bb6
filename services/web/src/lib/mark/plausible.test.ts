import { expect, test } from 'vitest';
import { aspect } from '../../testing/marking';
import { areDeductionsImplausible, choicesOf, deductionsMax, isMeasuredImplausible, measuredText } from './plausible';

const BANDS = [
  { from: '11.95', to: '12.05', mark: '2.00' },
  { from: '11.8', to: '12.2', mark: '1.00' },
];

test.each([
  ['12,05', '12.05'],
  [' 12.05 ', '12.05'],
  ['-0.5', '-0.5'],
  ['+3', '3'],
  ['12.', null],
  ['twelve', null],
  ['', null],
])('%j is read as %j', (typed, read) => {
  expect(measuredText(typed)).toBe(read);
});

test.each([
  ['12.0', false],
  ['12.3', false],
  ['120.1', true],
  ['1.2', true],
])('%s is asked back: %s', (measured, is_asked) => {
  expect(isMeasuredImplausible(aspect({ bands: BANDS }), measured)).toBe(is_asked);
});

test('a band without an end says nothing about slips', () => {
  expect(isMeasuredImplausible(aspect({ bands: [{ from: '5', to: null, mark: '1.00' }] }), '900')).toBe(false);
});

test('more deductions than there is to deduct are asked back', () => {
  const counted = aspect({ mark_max: '1.00', deduction: '0.30' });

  expect(deductionsMax(counted)).toBe(4);
  expect([4, 5].map((count) => areDeductionsImplausible(counted, count))).toEqual([false, true]);
});

test('full or zero, unless partial marks are defined (R25)', () => {
  expect(choicesOf(aspect())).toEqual(['0.00', '1.00']);
  expect(choicesOf(aspect({ allowed_marks: ['2.00', '0.00', '0.50'] }))).toEqual(['0.00', '0.50', '2.00']);
});
