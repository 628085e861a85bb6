import { describe, expect, it } from 'vitest';
import { draftOf, lineText, linesOf, planOf } from './draft';
import type { Plan } from './wire';

const NOON_MS = new Date(2024, 5, 3, 12, 0).getTime();
const text = { kk: 'Ас', ru: 'Обед', en: 'Lunch' };
const at = (hours: number, minutes: number) => new Date(2024, 5, 3, hours, minutes).getTime();
const extras = { languages: ['kk', 'en'], ticker: true, clock: false } satisfies Partial<Plan>;

describe('a plan that is written', () => {
  it.each<Plan>([
    { type: 'board', board: 'cup/b', ...extras },
    { type: 'carousel', boards: ['cup/a', 'cup/b'], seconds: 15, ...extras },
    { type: 'results', part: 'medals', ...extras },
    { type: 'timetable', lines: [{ at_ms: at(9, 5), text }, { at_ms: at(14, 0), text: { kk: 'Ас', ru: '', en: '' } }], ...extras },
    { type: 'ticker', lines: [text], ...extras },
    { type: 'sponsors', images: ['/a.png', '/b.png'], seconds: 8, ...extras },
    { type: 'qr', path: '/cup', ...extras },
    { type: 'message', text, ...extras },
    { type: 'blackout', ...extras },
  ])('is the same when it is opened again: $type', (plan) => {
    expect(planOf(draftOf(plan, ['cup/a'], 'cup'), NOON_MS)).toEqual(plan);
  });

  it.each([
    [{ board: '' }],
    [{ type: 'carousel', boards: [] }],
    [{ type: 'carousel', seconds: 1 }],
    [{ type: 'timetable', lines: 'Lunch' }],
    [{ type: 'timetable', lines: '25:00 Lunch' }],
    [{ type: 'ticker', lines: ' \n ' }],
    [{ type: 'sponsors' }],
    [{ type: 'qr', path: 'elsewhere.example' }],
    [{ type: 'message' }],
    [{ languages: [] }],
  ] as const)('is none while something is missing: %o', (missing) => {
    const draft = { ...draftOf(null, ['cup/a'], 'cup'), ...missing } as unknown as Parameters<typeof planOf>[0];
    expect(planOf(draft, NOON_MS)).toBeNull();
  });
});

it('reads and writes a line in up to three languages', () => {
  expect(linesOf('Ас | Обед | Lunch\nАс')).toEqual([text, { kk: 'Ас', ru: '', en: '' }]);
  expect(lineText({ kk: 'Ас', ru: '', en: '' })).toBe('Ас');
});
