import { expect, test } from 'vitest';
import { skill, standing } from '../../testing/marking';
import { dayToday, dayToShow, mayCheck, nextCompetitor, nextStep, ownForms } from './forms';
import type { FormsAnswer } from './wire';

const answer = (...forms: ReturnType<typeof standing>[]): FormsAnswer => ({
  forms, offset: 0, skill: { statuses: {}, set_aside: [], appeals: [], is_recounted: false, is_final: false },
});

test("today is the venue's day, not the device's", () => {
  expect(dayToday(skill(), Date.parse('2026-05-20T20:00:00Z'))).toBe(2); // past midnight in Almaty
  expect(dayToday(skill(), Date.parse('2026-06-01T00:00:00Z'))).toBeNull();
});

test('outside the days, the first day with an open form is shown', () => {
  expect(dayToShow(skill(), answer(standing({ state: 'locked' }), standing({ day: 2 })), 0)).toBe(2);
});

test('forms of other teams are not shown to an expert', () => {
  const team = { experts: ['e-2'], supervisor: null, second_pair: [] };

  expect(ownForms(skill(), answer(standing({ team })), 'e-1', 'expert')).toEqual([]);
  expect(ownForms(skill(), answer(standing({ team })), 'e-2', 'expert')).toHaveLength(1);
  expect(ownForms(skill(), null, 'e-1', 'expert')).toHaveLength(1);
});

test('the next thing to do comes first', () => {
  const apart = { competitor: 'c-1', aspect: 'A1.1', attempt: 2, awaited: [], is_unresolved: true };
  const missing = { marks: ['c-1'], checks: ['c-2'], signatures: ['e-1'] };

  expect(nextStep(standing({ panels: [apart], missing }), 'e-1')).toEqual({ kind: 'rescore', count: 1 });
  expect(nextStep(standing({ missing }), 'e-1')).toEqual({ kind: 'marks', count: 1 });
  expect(nextStep(standing({ missing: { ...missing, marks: [] } }), 'e-1')).toEqual({ kind: 'check', count: 1 });
  expect(nextStep(standing({ missing: { marks: [], checks: [], signatures: ['e-1'] } }), 'e-1')).toEqual({ kind: 'sign' });
  expect(nextStep(standing(), 'e-1')).toEqual({ kind: 'done' });
});

test('who takes no part any more is passed over', () => {
  const [first, second] = skill().competitors;
  const of = skill({ competitors: [first!, { ...second!, status: 'withdrawn' }, { ...second!, id: 'c-3' }] });

  expect([nextCompetitor(of, 'c-1', 1), nextCompetitor(of, 'c-3', 1), nextCompetitor(of, 'c-3', -1)]).toEqual(['c-3', null, 'c-1']);
});

test('the supervisor checks where there is one, else who marks the form', () => {
  const pair = { experts: ['e-1'], supervisor: null, second_pair: [] };

  expect(['e-1', 'e-2'].map((one) => mayCheck(standing({ team: pair }), one))).toEqual([true, false]);
  expect(['e-1', 'e-4'].map((one) => mayCheck(standing({ team: { ...pair, supervisor: 'e-4' } }), one))).toEqual([false, true]);
  expect(mayCheck(standing(), 'e-9')).toBe(true);
});
