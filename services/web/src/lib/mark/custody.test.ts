import { expect, test } from 'vitest';
import { cell, entry, item } from '../../testing/marking';
import { custodyOf, custodyOfCell, stepsDone } from './custody';
import { custodyText } from './say';
import type { Outcome } from './wire';
import { wordsIn } from './words';

const NOBODY: ReadonlySet<string> = new Set();

const done = (outcome: Outcome, more = {}) => item({ phase: 'done', offset: 7, outcomes: [{ aspect: 'A1.1', outcome, revision: 1, ...more }] });

test('a mark is sent only while its request is out: afterwards nobody knows', () => {
  const trying = item({ phase: 'trying', attempts: 2 });

  expect(custodyOf(trying, entry(), new Set(['id-1'])).kind).toBe('sent');
  expect(custodyOf(trying, entry(), NOBODY)).toEqual({ kind: 'saved', tries: 2 });
});

test.each([
  ['held', 'saved'],
  ['logged', 'logged'],
] as const)('%s is %s', (phase, kind) => {
  expect(custodyOf(item({ phase }), entry(), NOBODY).kind).toBe(kind);
});

test.each(['counted', 'rescore', 'difference', 'set_aside'] as const)('the verdict %s is told as it is', (outcome) => {
  expect(custodyOf(done(outcome), entry(), NOBODY).kind).toBe(outcome);
});

test('a panel tells how many are in', () => {
  expect(custodyOf(done('waiting', { entered: 2, of: 3 }), entry(), NOBODY)).toEqual({ kind: 'waiting', entered: 2, of: 3 });
});

test('on screens is claimed only when the services say up to where the screens show the form', () => {
  const upTo = (offsets: Record<string, number>, is_held_back = false) =>
    custodyOf(done('counted'), entry(), NOBODY, { shown: { offsets, is_held_back } });

  expect(custodyOf(done('counted'), entry(), NOBODY).kind).toBe('counted');
  expect(custodyOf(done('counted'), entry(), NOBODY, { shown: null })).toEqual({ kind: 'counted', tries: 0 });
  expect(upTo({ A1: 6 })).toEqual({ kind: 'counted', tries: 0 });
  expect(upTo({ B1: 9 }).kind).toBe('counted');
  expect(upTo({ A1: 7 }).kind).toBe('shown');
  expect(upTo({ A1: 7 }, true).kind).toBe('shown');
});

test('a mark that an embargo holds back is counted, and said to be held back', () => {
  const custody = custodyOf(done('counted'), entry(), NOBODY, { shown: { offsets: {}, is_held_back: true } });

  expect(custody).toEqual({ kind: 'counted', tries: 0, is_held_back: true });
  expect(custodyText(custody, wordsIn.en)).toBe('Counted, held back from screens');
});

test('a refusal keeps its reason', () => {
  const problem = { code: 'form_locked', title: '', detail: 'locked', status: 409 };

  expect(custodyOf(item({ phase: 'refused', problem }), entry(), NOBODY)).toEqual({ kind: 'refused', problem });
});

test('the track is as long as what is confirmed', () => {
  const kinds = ['saved', 'sent', 'logged', 'counted', 'shown'] as const;

  expect(kinds.map((kind) => stepsDone({ kind, tries: 0 }))).toEqual([1, 2, 3, 4, 5]);
  expect(stepsDone({ kind: 'none' })).toBe(0);
  expect(stepsDone({ kind: 'set_aside' })).toBe(3);
});

test('of a mark that another device entered, the cell tells', () => {
  const panel = { attempt: 2, entered: 1, of: 3, awaited: [], own_score: null, is_unresolved: false, attempts: [] };

  expect(custodyOfCell(undefined, 'A1').kind).toBe('none');
  expect(custodyOfCell(cell({ revision: 1, mark: '1.00' }), 'A1').kind).toBe('counted');
  expect(custodyOfCell(cell({ panel }), 'A1').kind).toBe('waiting');
  expect(custodyOfCell(cell({ panel: { ...panel, is_unresolved: true, attempts: [{ scores: {} }] } }), 'A1').kind).toBe('rescore');
});

test('of such a mark, too, on screens is said by its place in the log, and nothing while that is not known', () => {
  const shown = { offsets: { A1: 7 }, is_held_back: true };
  const at = (offset: number | null | undefined) => custodyOfCell(cell({ revision: 1, mark: '1.00', ...(offset === undefined ? {} : { offset }) }), 'A1', shown);

  expect(at(7)).toEqual({ kind: 'shown', tries: 0 });
  expect(at(8)).toEqual({ kind: 'counted', tries: 0, is_held_back: true });
  expect([at(null), at(undefined)]).toEqual([{ kind: 'counted', tries: 0 }, { kind: 'counted', tries: 0 }]);
  expect(custodyOfCell(cell({ revision: 1, mark: '1.00', offset: 7 }), 'B1', shown).kind).toBe('counted');
  expect(custodyOfCell(cell({ revision: 1, mark: '1.00', offset: 7 }), 'A1', null).kind).toBe('counted');
});

test('what was sent again has counted since its first place in the log', () => {
  const shown = { offsets: { A1: 5 }, is_held_back: true };
  const told = (revision: number) => custodyOf(done('counted'), entry(), NOBODY, { cell: cell({ revision, mark: '1.00', offset: 5 }), shown }).kind;

  expect([told(1), told(0)]).toEqual(['shown', 'counted']);
});
