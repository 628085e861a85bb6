import { expect, test } from 'vitest';
import { entry, item } from '../../testing/marking';
import { handed, HOLD_MS, isDue, isHeld, itemToJoin, replacedBy, replied, sealed, waitMs, withEntry, withoutEntry, type Item } from './outbox';
import type { Problem, SubmissionAnswer } from './wire';

const PROBLEM: Problem = { code: 'compatriot', title: '', detail: '', status: 422 };
const noDice = () => 0;
let made = 0;
const newId = () => `new-${(made += 1)}`;

function answer(changes: Partial<SubmissionAnswer> = {}): SubmissionAnswer {
  const entries = [{ aspect: 'A1.1', outcome: 'counted' as const, revision: 1 }];
  return { id: 'id-1', status: 'counted', entries, partition: 0, offset: 7, ...changes };
}

test('a held item takes another value of the same aspect in place of the first, and waits anew', () => {
  const changed = withEntry(item(), entry({ mark: '0.00' }), 5_000);

  expect(changed.entries).toEqual([entry({ mark: '0.00' })]);
  expect(changed.next_ms).toBe(5_000 + HOLD_MS);
});

test('what may have left the device does not change any more', () => {
  expect(() => withEntry(item({ phase: 'trying' }), entry(), 0)).toThrow('does not change');
  expect(() => withoutEntry(item({ phase: 'logged' }), 'A1.1')).toThrow('does not change');
});

test('taking back the last entry leaves no item', () => {
  expect(withoutEntry(item(), 'A1.1')).toBeNull();
  expect(withoutEntry(item({ entries: [entry(), entry({ aspect: 'A1.2' })] }), 'A1.1')?.entries).toEqual([entry({ aspect: 'A1.2' })]);
});

test('an item waits for its hold, and for what came before it on its sheet', () => {
  const first = item({ next_ms: 0, phase: 'logged' });
  const second = item({ order: 2, id: 'id-2', next_ms: 0 });
  const elsewhere = item({ order: 3, id: 'id-3', competitor: 'c-2', next_ms: 0 });
  const items = [first, second, elsewhere];

  expect(items.map((one) => isDue(one, items, 1_000))).toEqual([true, false, true]);
  expect(isDue(item(), [item()], 1_000)).toBe(false);
  expect(isDue(item(), [item()], 1_000 + HOLD_MS)).toBe(true);
});

test("another person's entry of the same sheet holds nobody up", () => {
  const foreign = item({ next_ms: 0, phase: 'trying', subject: 'e-9' });
  const own = item({ order: 2, id: 'id-2', next_ms: 0 });

  expect(isDue(own, [foreign, own], 1_000)).toBe(true);
});

test('a clock that was set back by a day holds nothing up', () => {
  expect(waitMs(item({ next_ms: 86_400_000 }), 1_000)).toBe(0);
});

test('a sealed item keeps its content through every further attempt', () => {
  const once = sealed(item(), [], 5_000);
  const twice = sealed(once, [], 9_000);

  expect([once.phase, once.attempts, twice.attempts]).toEqual(['trying', 1, 2]);
  expect(twice.entries).toEqual(once.entries);
});

test('a correction of an own entry is based on the revision which that entry got', () => {
  const first = item({ phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'counted', revision: 1 }] });
  const correction = item({ order: 2, id: 'id-2', entries: [entry({ mark: '0.00', reason: 'typing error', after: 'id-1' })] });

  const { entries } = sealed(correction, [first, correction], 5_000);

  expect(entries).toEqual([{ aspect: 'A1.1', mark: '0.00', reason: 'typing error', based_on: 1 }]);
});

test("what somebody else entered meanwhile has not been seen: the revision stays the expert's", () => {
  const first = item({ phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'set_aside', revision: 3 }] });
  const correction = item({ order: 2, id: 'id-2', entries: [entry({ after: 'id-1' })] });

  expect(sealed(correction, [first, correction], 5_000).entries).toEqual([entry()]);
});

test('no answer: the same again, later', () => {
  const [again] = replied(item({ phase: 'trying', attempts: 1 }), { kind: 'lost' }, 5_000, () => 0.5, newId) as [Item];

  expect([again.phase, again.id, again.next_ms]).toEqual(['trying', 'id-1', 6_000]);
});

test('in the log is not yet counted: the verdict is asked for under the same id', () => {
  const logged: SubmissionAnswer = { id: 'id-1', status: 'logged', partition: 0, offset: 7 };
  const [waiting] = replied(item({ phase: 'trying', attempts: 1 }), { kind: 'answer', answer: logged }, 5_000, noDice, newId) as [Item];

  expect([waiting.phase, waiting.offset, waiting.outcomes]).toEqual(['logged', 7, []]);
});

test('a verdict ends it', () => {
  const [done] = replied(item({ phase: 'trying' }), { kind: 'answer', answer: answer() }, 5_000, noDice, newId) as [Item];

  expect([done.phase, done.outcomes[0]?.outcome]).toEqual(['done', 'counted']);
});

test('one refused entry is refused; of several each is tried alone, under an id of its own', () => {
  const several = item({ phase: 'trying', attempts: 1, entries: [entry(), entry({ aspect: 'A1.2' })] });
  const problem = { kind: 'problem', problem: PROBLEM } as const;

  const [refused] = replied(item({ phase: 'trying' }), problem, 5_000, noDice, newId) as [Item];
  const alone = replied(several, problem, 5_000, noDice, newId);

  expect([refused.phase, refused.problem?.code]).toEqual(['refused', 'compatriot']);
  expect(alone.map((one) => [one.phase, one.attempts, one.entries.length])).toEqual([['held', 0, 1], ['held', 0, 1]]);
  expect(new Set(alone.map((one) => one.id)).size).toBe(2);
  expect(alone.map((one) => one.was)).toEqual(['id-1', 'id-1']);
});

test('what two devices hold is split alike on both, and its parts do not change', () => {
  const given = handed(item({ phase: 'trying', entries: [entry(), entry({ aspect: 'A1.2' })] }), []);
  const problem = { kind: 'problem', problem: PROBLEM } as const;

  const here = replied(given, problem, 5_000, noDice, newId) as Item[];
  const there = replied({ ...given, order: 9, attempts: 3 }, problem, 9_000, noDice, newId) as Item[];

  expect(here.map((one) => one.id)).toEqual(there.map((one) => one.id));
  expect(new Set(here.map((one) => one.id)).size).toBe(2);
  expect(here[0]!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(here.map(isHeld)).toEqual([false, false]);
});

test('a correction of what was split is based on the revision which its part got', () => {
  const part = item({ id: 'new', was: 'id-1', phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'counted', revision: 1 }] });
  const correction = item({ order: 2, id: 'id-2', entries: [entry({ after: 'id-1' })] });

  expect(sealed(correction, [part], 5_000).entries).toEqual([entry({ based_on: 1 })]);
});

test('an entry joins the newest held submission of its sheet, never one that others have followed', () => {
  const [first, second] = [item({ phase: 'trying' }), item({ order: 2, id: 'id-2', entries: [entry({ aspect: 'A1.2' })] })];
  const third = item({ order: 3, id: 'id-3', phase: 'logged', entries: [entry({ aspect: 'A1.4' })] });
  const joins = (open: Item[], aspect: string) => itemToJoin(open, 'e-1', entry({ aspect }))?.id;

  expect([joins([first, second], 'A1.3'), joins([first], 'A1.3'), joins([second, third], 'A1.3')]).toEqual(['id-2', undefined, undefined]);
  expect(joins([second, item({ order: 3, subject: 'e-9', phase: 'trying' })], 'A1.3')).toBe('id-2');
});

test('a value goes where the aspect has one that is still held, however much was said since', () => {
  const value = item();
  const remark = item({ order: 2, id: 'id-2', entries: [{ aspect: 'A1.1', based_on: 0, comment: 'a scratch' }] });

  expect(itemToJoin([value, remark], 'e-1', entry({ mark: '0.00' }))?.id).toBe('id-1');
});

test('where two values of an aspect wait, because the first goes alone now, a third takes the place of the second', () => {
  const [part, second] = [item({ was: 'id-0' }), item({ order: 2, id: 'id-2' })];

  expect(itemToJoin([part, second], 'e-1', entry({ mark: '0.00' }))?.id).toBe('id-2');
});

test('a part that goes alone takes nothing in but another value of its own', () => {
  const part = item({ was: 'id-0' });

  expect(itemToJoin([part], 'e-1', entry({ aspect: 'A1.2' }))).toBeUndefined();
  expect(itemToJoin([part], 'e-1', entry({ mark: '0.00' }))?.id).toBe('id-1');
});

test('what was handed over does not change any more, and knows by itself what it follows', () => {
  const first = item({ phase: 'done', outcomes: [{ aspect: 'A1.1', outcome: 'counted', revision: 1 }] });
  const correction = item({ order: 2, id: 'id-2', entries: [entry({ after: 'id-1' }), entry({ aspect: 'A1.2', after: 'id-9' })] });

  const given = handed(correction, [first, item({ id: 'id-9', phase: 'trying' })]);

  expect(given.entries).toEqual([entry({ based_on: 1 }), entry({ aspect: 'A1.2', after: 'id-9' })]);
  expect(() => withEntry(given, entry(), 0)).toThrow('does not change');
  expect(itemToJoin([given], 'e-1', entry())).toBeUndefined();
});

test('what a value takes the place of is an own one, of the same paper, that is still here; its remark stays by itself', () => {
  const [mine, theirs] = [item({ entries: [entry({ comment: 'a scratch' })] }), item({ order: 2, subject: 'e-9' })];
  const newer = entry({ mark: '0.00' });
  const [paper, other] = [{ expert: 'e-2', photo: 'p-1' }, { expert: 'e-4', photo: 'p-1' }];

  expect(replacedBy([mine, theirs], 'e-1', newer)).toEqual(entry());
  expect([replacedBy([theirs], 'e-1', newer), replacedBy([item({ phase: 'done' })], 'e-1', newer)]).toEqual([null, null]);
  expect([replacedBy([item({ paper })], 'e-1', newer, paper), replacedBy([item({ paper })], 'e-1', newer, other)]).toEqual([entry(), null]);
});
