import { expect, test } from 'vitest';
import { cell, entry, item } from '../../testing/marking';
import { itemToJoin, replied, submissionDocument, withEntry, withoutEntry, type Entry } from './outbox';
import { isRemark, plainComment, remarksOn } from './remarks';
import { squareOf } from './sheet';

const PHOTO = 'a1'.repeat(32);
const OTHER = 'b2'.repeat(32);
const comment: Entry = { aspect: 'A1.1', based_on: 0, comment: 'a burr' };
const photo: Entry = { aspect: 'A1.1', based_on: 0, photos: [PHOTO] };
const known = { form: 'A1', items: [], under_way: new Set<string>(), shown: null };

test('an entry without a value is a remark', () => {
  expect([comment, photo, entry(), entry({ comment: 'a burr' }), { aspect: 'A1.1', based_on: 0 }].map(isRemark)).toEqual([
    true, true, false, false, false,
  ]);
});

test('what is said while the mark is held goes out with it, whichever came first', () => {
  const mark_first = withEntry(withEntry(item(), comment, 2_000), photo, 2_500);
  const mark_last = withEntry(item({ entries: [comment] }), entry({ mark: '0.00' }), 2_000);
  expect(mark_first.entries).toEqual([entry({ comment: 'a burr', photos: [PHOTO] })]);
  expect(mark_last.entries).toEqual([entry({ mark: '0.00', comment: 'a burr' })]);
});

test('a mark that is corrected while held keeps its remark, and taken back leaves it', () => {
  const held = withEntry(item({ entries: [entry({ comment: 'a burr' })] }), entry({ mark: '0.00' }), 2_000);
  expect(held.entries).toEqual([entry({ mark: '0.00', comment: 'a burr' })]);
  expect(withoutEntry(held, 'A1.1')?.entries).toEqual([comment]);
  expect(withoutEntry(item(), 'A1.1')).toBeNull();
});

test('a second comment, a fifth photo and another paper need a submission of their own', () => {
  const held = item({ entries: [entry({ comment: 'a burr', photos: [PHOTO, PHOTO, PHOTO, PHOTO] })] });
  const paper = { expert: 'e-2', photo: OTHER };
  const takes = (said: Entry) => itemToJoin([held], 'e-1', said) === held;
  expect([takes(comment), takes(photo), takes(entry({ aspect: 'A1.2' })), takes(entry({ mark: '0.00' }))]).toEqual([false, false, true, true]);
  expect(itemToJoin([held], 'e-1', entry({ aspect: 'A1.2' }), paper)).toBeUndefined();
  expect(itemToJoin([item({ paper })], 'e-1', entry(), { ...paper })?.id).toBe('id-1');
});

test('a remark alone takes nothing from the mark on the screen', () => {
  const said = item({ order: 2, id: 'id-2', entries: [comment] });
  const counted = item({ phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'counted', revision: 1 }] });
  const square = squareOf('A1.1', cell(), { ...known, items: [counted, said] });
  expect([square.value, square.custody.kind, square.based_on]).toEqual([{ mark: '1.00' }, 'counted', 1]);
});

test('remarks are told once: by the services when they know them, else from the device', () => {
  const theirs = { comment: 'measured again', photos: [], by: 'e-2', at_ms: 5, submission: 'id-9' };
  const own = { comment: 'a burr', photos: [PHOTO], by: 'e-1', at_ms: 6, submission: 'id-1' };
  const items = [item({ entries: [{ ...comment, photos: [PHOTO] }] }), item({ id: 'id-2', entries: [photo], phase: 'refused' })];
  const before = remarksOn('A1.1', cell({ remarks: [theirs] }), items);
  const after = remarksOn('A1.1', cell({ remarks: [theirs, own] }), items);
  expect(before.map(({ key, is_in, is_refused }) => [key, is_in, is_refused])).toEqual([
    ['id-9', true, false], ['id-1', false, false], ['id-2', false, true],
  ]);
  expect(after.map(({ key, is_in }) => [key, is_in])).toEqual([['id-9', true], ['id-1', true], ['id-2', false]]);
  expect(remarksOn('A1.2', cell(), items)).toEqual([]);
});

test('a comment is one line of plain text, however it was typed', () => {
  expect(plainComment('  two\nlines\u2028and\ta tab \u202eturned ')).toBe('two lines and a tab turned');
  expect([plainComment(' \n '), plainComment('')]).toEqual([null, null]);
  expect([...(plainComment('👍'.repeat(600)) ?? '')].length).toBe(500);
});

test('a clerk’s submission names the expert and the photo of the sheet', () => {
  const paper = { expert: 'e-2', photo: PHOTO };
  expect(submissionDocument(item({ paper }))['paper']).toEqual(paper);
  expect('paper' in submissionDocument(item())).toBe(false);
});

test('a refused submission of several goes on entry by entry, on the same paper', () => {
  const paper = { expert: 'e-2', photo: PHOTO };
  const several = item({ paper, phase: 'trying', entries: [entry(), entry({ aspect: 'A1.2' })] });
  const problem = { code: 'compatriot', title: '', detail: '', status: 403 };
  const alone = replied(several, { kind: 'problem', problem }, 5_000, () => 0, () => 'new');
  expect(alone.map((one) => one.paper)).toEqual([paper, paper]);
});
