import { expect, test } from 'vitest';
import { barPlace, isMutual } from './quality';

test.each([
  ['0.25', '0.25', true],
  ['0.50', '-0.50', false],
  ['0.24', '1.00', false],
  ['-0.50', '-0.50', false],
  ['0.50', null, false],
])('given %s and returned %s', (severity, returned, mutual) => {
  expect(isMutual({ member: 'abai', scores: 3, severity, returned })).toBe(mutual);
});

test('a bar ends at its ends', () => {
  expect(['-0.75', '0.00', '3.00'].map(barPlace)).toEqual([-0.5, 0, 1]);
});
