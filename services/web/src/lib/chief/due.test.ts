import { expect, test } from 'vitest';
import { skill, standing } from '../../testing/marking';
import type { Form } from '../mark/wire';
import { debts, dueOf, nextDebt } from './due';

const SKILL = skill(); // A1 on the first day, 20 May, in Almaty
const FORM = SKILL.scheme.forms[0]!;
const TEAM = { experts: ['e-1', 'e-2'], supervisor: 'e-4', second_pair: ['e-3'] };
const noon = (day: number) => Date.UTC(2026, 4, day, 7);

test.each([
  [19, 'later'],
  [20, 'today'],
  [21, 'late'],
] as const)('on the %ith a form of the 20th is %s', (day, due) => {
  expect(dueOf(SKILL, FORM, standing(), noon(day))).toBe(due);
});

test('the day ends at midnight of the venue, not of the reader', () => {
  const midnight = Date.UTC(2026, 4, 20, 19); // Almaty is five hours ahead

  expect([midnight - 1, midnight].map((now_ms) => dueOf(SKILL, FORM, standing(), now_ms))).toEqual(['today', 'late']);
});

test('what is signed is never late, and a day that the championship does not have is never due', () => {
  expect(dueOf(SKILL, FORM, standing({ state: 'signed' }), noon(25))).toBe('done');
  expect(dueOf(SKILL, { ...FORM, day: 9 }, standing(), noon(25))).toBe('later');
});

test('marks are awaited from those who mark, and from the chief while there is no team', () => {
  const missing = { marks: ['c-1'], checks: [], signatures: ['e-1'] };

  expect(nextDebt(FORM, standing({ missing, team: TEAM }))).toEqual({ owed: 'marks', experts: ['e-1', 'e-2', 'e-3'] });
  expect(nextDebt(FORM, standing({ missing }))).toEqual({ owed: 'marks', experts: [] });
});

test('scores are awaited from those who have not spoken, by name', () => {
  const judged: Form = { ...FORM, method: 'J' };
  const panel = (awaited: string[]) => ({ competitor: 'c-1', aspect: 'A1.1', attempt: 1, awaited, is_unresolved: false });
  const waiting = { missing: { marks: ['c-1'], checks: [], signatures: [] }, team: TEAM };

  expect(nextDebt(judged, standing({ ...waiting, panels: [panel(['e-2']), panel(['e-2', 'e-4'])] }))).toEqual({ owed: 'scores', experts: ['e-2', 'e-4'] });
  expect(nextDebt(FORM, standing({ ...waiting, panels: [panel(['2'])] }))).toEqual({ owed: 'marks', experts: ['e-1', 'e-2', 'e-3'] });
});

test('a check is the supervisor’s, a signature each expert’s own', () => {
  const checks = { marks: [], checks: ['c-1'], signatures: ['e-1'] };

  expect(nextDebt(FORM, standing({ missing: checks, team: TEAM }))).toEqual({ owed: 'check', experts: ['e-4'] });
  expect(nextDebt(FORM, standing({ missing: checks, team: { ...TEAM, supervisor: null } }))?.experts).toEqual(['e-1', 'e-2', 'e-3']);
  expect(nextDebt(FORM, standing({ missing: { ...checks, checks: [] } }))).toEqual({ owed: 'sign', experts: ['e-1'] });
  expect(nextDebt(FORM, standing())).toBeNull();
});

test('late forms come before those of today, others not at all', () => {
  const forms = [{ ...FORM, id: 'B1', day: 2 }, FORM, { ...FORM, id: 'C1', day: 3 }];
  const of = skill({ days: ['2026-05-20', '2026-05-21', '2026-05-22'], scheme: { ...SKILL.scheme, forms } });
  const missing = { marks: ['c-1'], checks: [], signatures: [] };
  const standings = forms.map((form) => standing({ form: form.id, missing }));

  expect(debts(of, standings, noon(21)).map((debt) => [debt.form, debt.due])).toEqual([['A1', 'late'], ['B1', 'today']]);
});
