import { expect, test } from 'vitest';
import { cell, entry, item, standing } from '../../testing/marking';
import type { Entry, Item } from './outbox';
import { ownEntries, troubles, type ToldOfItem } from './own';
import type { Cell, EntryOutcome, FormsAnswer, Outcome } from './wire';

const NOBODY: ReadonlySet<string> = new Set();
const ASIDE = { submission: 'id-1', aspect: 'A1.1', by: 'e-1', at_ms: 0 };

function done(outcome: Outcome, said: Partial<EntryOutcome> = {}, changes: Partial<Item> = {}): Item {
  return item({ phase: 'done', offset: 7, outcomes: [{ aspect: 'A1.1', outcome, revision: 1, ...said }], ...changes });
}

function forms(offset: number, set_aside: { submission: string; aspect: string }[] = []): FormsAnswer {
  const open = set_aside.map((one) => ({ ...one, competitor: 'c-1', form: 'A1' }));
  return { forms: [standing()], skill: { statuses: {}, set_aside: open, appeals: [], is_recounted: false, is_final: false }, offset };
}

type Told = Omit<ToldOfItem, 'cells'> & { cell?: Cell };

/** What is told of the one square that there is. */
const toldOf = ({ cell: known, ...told }: Told) => (): ToldOfItem => ({ ...told, ...(known ? { cells: { 'A1.1': known } } : {}) });

const kinds = (items: Item[], told: Told = {}) => ownEntries(items, 'e-1', NOBODY, toldOf(told)).map(({ custody }) => custody.kind);

test('an entry set aside needs its owner until somebody has decided, by the cell or by the list of the skill', () => {
  const aside = done('set_aside');
  const open = cell({ revision: 1, mark: '0.00', set_aside: [ASIDE] });
  const bad = (told: Told) => troubles(ownEntries([aside], 'e-1', NOBODY, toldOf(told))).length;

  expect([bad({}), bad({ cell: open }), bad({ forms: forms(9, [ASIDE]) })]).toEqual([1, 1, 1]);
  expect([bad({ cell: { ...open, set_aside: [] } }), bad({ forms: forms(9) })]).toEqual([0, 0]);
  expect(bad({ forms: forms(6) })).toBe(1);
  expect(bad({ forms: { ...forms(9), forms: [] } })).toBe(1);
});

test('an entry that the chief expert took is listed as the mark that it is, one that was dropped not at all', () => {
  expect(kinds([done('set_aside')], { cell: cell({ revision: 2, mark: '1.00' }) })).toEqual(['counted']);
  expect(kinds([done('set_aside')], { cell: cell({ revision: 1, mark: '0.00' }) })).toEqual([]);
});

test('a mark that was corrected since is listed no more, one that stands is where the screens are', () => {
  const shown = { offsets: { A1: 7 }, is_held_back: false };

  expect(kinds([done('counted')], { cell: cell({ revision: 2, mark: '0.00' }) })).toEqual([]);
  expect(kinds([done('counted')], { cell: cell({ revision: 1, mark: '1.00', offset: 7 }), shown })).toEqual(['shown']);
  expect(kinds([done('counted')])).toEqual(['counted']);
});

test("a judge's score is where the panel has come to", () => {
  const score: { entries: Entry[] } = { entries: [entry({ score: 1 })] };
  const voice = done('waiting', { revision: 0, entered: 1, of: 3, attempt: 1 }, score);
  const panel = { attempt: 2, entered: 0, of: 3, awaited: [], own_score: null, is_unresolved: true, attempts: [{ scores: {} }] };
  const shown = { offsets: { A1: 9 }, is_held_back: false };

  expect(kinds([voice], { cell: cell() })).toEqual(['waiting']);
  expect(kinds([voice], { cell: cell({ panel }) })).toEqual(['rescore']);
  expect(kinds([voice], { cell: cell({ revision: 1, mark: '1.00', offset: 9 }), shown })).toEqual(['shown']);
  expect(kinds([voice], { cell: cell({ revision: 2, mark: '1.00', offset: 12 }), shown })).toEqual([]);
});

test('of several own entries of a mark the newest that stands is listed, and what is under way or set aside beside it', () => {
  const first = done('waiting', { revision: 0 }, { entries: [entry({ score: 1 })] });
  const second = done('waiting', { revision: 0 }, { order: 2, id: 'id-2', entries: [entry({ score: 2 })] });
  const ids = (...items: Item[]) => ownEntries(items, 'e-1', NOBODY).map((own) => own.item.id);

  expect(ids(first, second)).toEqual(['id-2']);
  expect(ids(first, item({ order: 2, id: 'id-2' }))).toEqual(['id-2', 'id-1']);
  expect(ids(first, done('set_aside', {}, { order: 2, id: 'id-2' }))).toEqual(['id-2', 'id-1']);
});

test('a list holds the entries of one person', () => {
  expect(kinds([done('counted', {}, { subject: 'e-9' })])).toEqual([]);
});
