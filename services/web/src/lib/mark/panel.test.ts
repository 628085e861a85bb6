import { expect, test } from 'vitest';
import { skill, standing } from '../../testing/marking';
import { isSpreadTooLarge, lastScores, panelFor, signersOf, THE_FIELDS_RULE, voiceOn } from './panel';

const TEAM = { experts: ['e-1', 'e-2', 'e-3'], supervisor: 'e-4', second_pair: [] };
const who = (subject: string, more = {}) => ({ subject, role: 'expert', for_panel: false, ...more });

test('nobody marks a competitor of the own member (R21)', () => {
  expect(voiceOn(skill(), standing(), 'M', 'c-1', who('e-3'))).toEqual({ kind: 'none', why: 'compatriot' });
});

test('the supervisor steps in for a compatriot, and only then', () => {
  const team = standing({ team: TEAM });

  expect(panelFor(TEAM, skill(), 'abai')).toEqual(['e-1', 'e-2', 'e-4']);
  expect(voiceOn(skill(), team, 'J', 'c-1', who('e-4')).kind).toBe('own');
  expect(voiceOn({ ...skill(), experts: skill().experts.map((one) => (one.id === 'e-4' ? { ...one, member: 'x' } : one)) }, team, 'J', 'c-2', who('e-4'))).toEqual({ kind: 'none', why: 'not_on_panel' });
});

test('one device may enter for the panel; without a team there is no other way (R22)', () => {
  const team = standing({ team: TEAM });
  const kindOf = (expert: string, of = skill()) => voiceOn(of, team, 'J', 'c-1', who(expert, { for_panel: true })).kind;
  expect(['e-4', 'e-1'].map((expert) => kindOf(expert))).toEqual(['panel', 'own']);
  const each = { ...skill(), scheme: { ...skill().scheme, rules: { judging: THE_FIELDS_RULE, panel_devices: 'own' as const } } };
  expect(kindOf('e-4', each)).toBe('own');
  const kin = { ...skill(), experts: skill().experts.map((one) => (one.id === 'e-4' ? { ...one, member: 'abai' } : { ...one, member: one.id })) };
  expect(['e-4', 'e-1'].map((expert) => kindOf(expert, kin))).toEqual(['none', 'panel']);
  expect(voiceOn(skill(), standing(), 'J', 'c-1', who('e-1')).kind).toBe('panel');
});

test('who is not in the team does not mark', () => {
  const team = standing({ team: { experts: ['e-2'], supervisor: null, second_pair: [] } });

  expect(voiceOn(skill(), team, 'M', 'c-1', who('e-1'))).toEqual({ kind: 'none', why: 'not_in_team' });
});

test('scores that came to no mark are shown lowest first, so that nobody is named', () => {
  const panel = { attempt: 2, entered: 0, of: 3, awaited: [], own_score: null, is_unresolved: true, attempts: [{ scores: { a: 3, b: 0, c: 2 } }] };

  expect(lastScores(panel)).toEqual([0, 2, 3]);
  expect(lastScores({ ...panel, is_unresolved: false })).toBeNull();
});

test('the spread of a panel (R23)', () => {
  expect([[1, 2, 2], [0, 2, 2]].map((scores) => isSpreadTooLarge(scores, THE_FIELDS_RULE))).toEqual([false, true]);
});

test('a trainee speaks alone on any sheet, also of a form with a team', () => {
  const team = { experts: ['e-1', 'e-2', 'e-3'], supervisor: 'e-4', second_pair: [] };
  const who = { subject: 't-1', role: 'trainee', for_panel: false };
  expect(voiceOn(skill(), standing({ team }), 'J', 'c-1', who)).toEqual({ kind: 'own' });
});

test('a clerk types in for those of the team who are no compatriots', () => {
  const team = { experts: ['e-1', 'e-3'], supervisor: null, second_pair: [] };
  expect([signersOf(skill(), team, 'c-1'), signersOf(skill(), null, 'c-1')]).toEqual([['e-1'], ['e-1', 'e-2', 'e-4']]);
});
