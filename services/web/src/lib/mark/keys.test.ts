import { expect, test } from 'vitest';
import { aspect } from '../../testing/marking';
import { meaningOf } from './keys';
import { THE_FIELDS_RULE } from './panel';
import type { Aspect } from './wire';

const press = (key: string, of: Aspect | null = aspect(), for_panel = false, ctrlKey = false) =>
  meaningOf({ key, ctrlKey, metaKey: false, altKey: false }, of, THE_FIELDS_RULE, for_panel);

test('a digit is the mark at its place, the score, or a number of deductions', () => {
  expect(press('1')).toEqual({ kind: 'value', value: { mark: '1.00' } });
  expect(press('2')).toBeNull();
  expect(press('2', aspect({ method: 'J' }))).toEqual({ kind: 'value', value: { score: 2 } });
  expect(press('4', aspect({ method: 'J' }))).toBeNull();
  expect(press('2', aspect({ method: 'J' }), true)).toEqual({ kind: 'voice', score: 2 });
  expect(press('4', aspect({ deduction: '0.25' }))).toEqual({ kind: 'value', value: { deductions: 4 } });
  expect(press('4', aspect({ bands: [] }))).toEqual({ kind: 'type' });
});

test('arrows move, U and Ctrl+Z take back, and the browser keeps its own keys', () => {
  expect(press('ArrowDown')).toEqual({ kind: 'aspect', step: 1 });
  expect(press('ArrowLeft')).toEqual({ kind: 'competitor', step: -1 });
  expect(press('u')).toEqual({ kind: 'undo' });
  expect(press('z', null, false, true)).toEqual({ kind: 'undo' });
  expect(press('1', aspect(), false, true)).toBeNull();
});
