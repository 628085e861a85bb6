import { expect, test } from 'vitest';
import { cell, entry, item, skill } from '../../testing/marking';
import type { Item } from './outbox';
import { aspectsOf, isFilled, isSameValue, squareOf } from './sheet';
import type { Cell } from './wire';

const square = (held: Cell | undefined, ...items: Item[]) => squareOf('A1.1', held, { form: 'A1', items, under_way: new Set(), shown: null });
const counted = (revision: number) => item({ phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'counted', revision }] });

test('nothing entered: an entry is based on what stands', () => {
  const empty = square(undefined);

  expect([empty.value, empty.custody.kind, empty.based_on, empty.needs_reason]).toEqual([null, 'none', 0, false]);
});

test('a mark that stands is corrected with a reason, based on its revision (R30)', () => {
  const stands = square(cell({ revision: 2, mark: '0.50' }));

  expect([stands.value, stands.based_on, stands.needs_reason]).toEqual([{ mark: '0.50' }, 2, true]);
});

test('an own entry that is still here lies over what stands and may change freely', () => {
  const held = square(cell(), item());

  expect([held.value, held.is_held, held.needs_reason, held.based_on]).toEqual([{ mark: '1.00' }, true, false, 0]);
});

test('an own entry that may have arrived is corrected with a reason, after it', () => {
  const trying = square(cell(), item({ phase: 'trying', attempts: 1 }));

  expect([trying.needs_reason, trying.after]).toEqual([true, 'id-1']);
});

test('a counted entry lies over a cell that is older, and gives way to one that is newer', () => {
  expect(square(cell(), counted(1)).based_on).toBe(1);
  expect(square(cell({ revision: 2, mark: '0.00' }), counted(1)).value).toEqual({ mark: '0.00' });
});

test('an entry set aside shows what stands, until somebody has decided', () => {
  const aside = item({ phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'set_aside', revision: 1 }] });
  const stands = cell({ revision: 1, mark: '0.00', set_aside: [{ submission: 'id-1', by: 'e-1', at_ms: 0 }] });

  expect([square(stands, aside).value, square(stands, aside).custody.kind]).toEqual([{ mark: '0.00' }, 'set_aside']);
  expect(square({ ...stands, set_aside: [] }, aside).custody.kind).toBe('counted');
});

test("a judge's score may change without a reason until all have spoken (R22)", () => {
  const waiting = item({
    entries: [entry({ score: 2 })],
    phase: 'done',
    outcomes: [{ aspect: 'A1.1', outcome: 'waiting', revision: 0, entered: 1, of: 3, attempt: 1 }],
  });

  expect(square(cell(), waiting).needs_reason).toBe(false);
});

test('when the panel must score again, the old score is no answer', () => {
  const panel = { attempt: 2, entered: 0, of: 3, awaited: [], own_score: null, is_unresolved: true, attempts: [{ scores: { 'e-1': 0, 'e-2': 3 } }] };
  const first = item({
    entries: [entry({ score: 0 })],
    phase: 'done',
    outcomes: [{ aspect: 'A1.1', outcome: 'waiting', revision: 0, entered: 1, of: 3, attempt: 1 }],
  });
  const again = square(cell({ panel }), first);

  expect([again.value, again.custody.kind, isFilled(again)]).toEqual([null, 'rescore', false]);
});

test('a value is compared by what it says', () => {
  expect(isSameValue({ scores: [1, 2, 2] }, { scores: [1, 2, 2] })).toBe(true);
  expect(isSameValue({ mark: '1.00' }, { mark: '0.00' })).toBe(false);
  expect(isSameValue(null, { mark: '0.00' })).toBe(false);
});

test('aspects come in the order of their form', () => {
  expect(aspectsOf(skill(), 'A1').map((one) => one.id)).toEqual(['A1.2', 'A1.1']);
});
