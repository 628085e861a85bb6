import { expect, test } from 'vitest';
import { skill, standing } from '../../testing/marking';
import type { Form } from '../mark/wire';
import { debts, dueOf, nextDebt } from './due';

const SKILL = skill();
const DAY_MS = 24 * 3_600_000;
const DUE_MS = Date.UTC(2026, 4, 20, 19); // midnight in Almaty
const FORM = SKILL.scheme.forms[0]!;
const TEAM = { experts: ['e-1', 'e-2'], supervisor: 'e-4', second_pair: ['e-3'] };

test.each([
  [DUE_MS - DAY_MS - 1, 'later'],
  [DUE_MS - DAY_MS, 'today'],
  [DUE_MS - 1, 'today'],
  [DUE_MS, 'late'],
] as const)('at %i what is due at the end of 20 May is %s', (now_ms, due) => {
  expect(dueOf(standing({ due_at_ms: DUE_MS }), now_ms)).toBe(due);
});

test('what is signed is never late, and what is due at no time is never due', () => {
  expect(dueOf(standing({ state: 'signed', due_at_ms: DUE_MS }), DUE_MS)).toBe('done');
  expect(dueOf(standing({ due_at_ms: null }), DUE_MS)).toBe('later');
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
  const of = skill({ scheme: { ...SKILL.scheme, forms } });
  const missing = { marks: ['c-1'], checks: [], signatures: [] };
  const due = { A1: DUE_MS, B1: DUE_MS + DAY_MS, C1: DUE_MS + 2 * DAY_MS };
  const standings = forms.map(({ id }) => standing({ form: id, missing, due_at_ms: due[id as keyof typeof due] }));

  expect(debts(of, standings, DUE_MS + 1).map((debt) => [debt.form, debt.due])).toEqual([['A1', 'late'], ['B1', 'today']]);
});
