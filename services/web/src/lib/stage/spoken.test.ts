import { describe, expect, it } from 'vitest';
import { competitor, skillBoard } from '../../testing/world';
import { leaderOf } from './leader';
import { nearOf } from './near';
import { newestOf, newsOf, sentenceOf } from './story';
import { summaryOf } from './summary';
import type { ReachedRow, StoryBoard, StoryItem } from './wire';

const reached = (place: number, reach: [number, number] | null, name: string): ReachedRow => ({
  ...competitor(place, `${50 - place}.00`, { name_latin: name, name: '' }), reach,
});
const names = (text: string) => ({ en: text, ru: text, kk: text });
const item = (order: number, more: Partial<StoryItem> = {}): StoryItem => ({
  order, type: 'lead', at_ms: order, skill: 'welding', retracted: false, name: 'Асқар', name_latin: 'Asqar', place: 1, ...more,
});
const story = (...items: StoryItem[]): StoryBoard => ({
  kind: 'story',
  head: { skills: { welding: names('Welding') }, members: { almaty: names('Almaty') } },
  rows: Object.fromEntries(items.map((one) => [`i${one.order}`, one])),
});

describe('what is about to happen', () => {
  it('tells between whom first place is, and who is nearly certain', () => {
    const board = skillBoard({ a: reached(1, [1, 2], 'A'), b: reached(2, [1, 3], 'B'), c: reached(3, [3, 3], 'C'), d: reached(4, [4, 9], 'D') });

    expect(nearOf(board)).toEqual([
      { kind: 'first', competitors: ['a', 'b'] },
      { kind: 'close', competitor: 'a', best: 1, worst: 2 },
      { kind: 'decided', competitor: 'c', place: 3 },
    ]);
  });

  it('is nothing where no marks are shown', () => {
    expect(nearOf(skillBoard({ a: reached(1, null, 'A') }))).toEqual([]);
  });

  it('is nothing in an open race', () => {
    const rows = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id, at) => [id, reached(at + 1, [1, 5], id)]));
    expect(nearOf(skillBoard(rows))).toEqual([]);
  });
});

describe('the summary', () => {
  it('names the leader and who follows', () => {
    const board = skillBoard({ a: reached(1, null, 'Asqar'), b: reached(2, null, 'Aigerim') });
    expect(summaryOf(board, 'en')).toEqual([
      'In first place: Asqar, almaty, with 49.00.', 'Place 2: Aigerim, 48.00.', '37.5% has been marked so far.',
    ]);
  });

  it('names nobody where first place is shared, and nothing where no place is shown', () => {
    const shared = skillBoard({ a: reached(1, null, 'A'), b: reached(1, null, 'B') });
    expect(summaryOf(shared, 'en')[0]).toBe('2 share first place with 49.00.');
    expect(leaderOf(shared)).toBeNull();
    expect(summaryOf(skillBoard({ a: competitor(null, null) }), 'en')).toEqual(['37.5% has been marked so far.']);
  });

  it.each(['kk', 'ru', 'en'] as const)('says that the board is frozen in %s', (lang) => {
    const board = skillBoard({ a: reached(1, null, 'A') });
    const frozen = { ...board, head: { ...board.head, frozen_since_ms: 5 } };
    expect(summaryOf(frozen, lang)).toHaveLength(summaryOf(board, lang).length + 1);
  });
});

describe('the story', () => {
  it('is told newest first; what was undone only where it is wanted', () => {
    const board = story(item(1), item(2, { retracted: true }), item(3));
    expect(newestOf(board, 9, false).map(([id]) => id)).toEqual(['i3', 'i1']);
    expect(newestOf(board, 9, true).map(([id]) => id)).toEqual(['i3', 'i2', 'i1']);
  });

  it.each([
    [{}, 'Asqar takes the lead in Welding.'],
    [{ shared: true }, 'Asqar draws level at the top in Welding.'],
    [{ type: 'climb', place: 2 }, 'Asqar climbs to place 2 in Welding.'],
    [{ type: 'decided' }, 'Place 1 in Welding is certain: Asqar.'],
    [{ type: 'state', state: 'final' }, 'Welding: Final.'],
    [{ type: 'correction', total: '41.00', total_was: '42.10' }, 'A correction in Welding: Asqar has 41.00, not 42.10.'],
    [{ type: 'of_a_later_version' }, ''],
  ] as [Partial<StoryItem>, string][])('makes a sentence of %o', (more, said) => {
    expect(sentenceOf(item(1, more), story().head, 'en')).toBe(said);
  });

  it('gives a screen its news in three languages, never what was undone', () => {
    const [only, ...others] = newsOf(story(item(1), item(2, { retracted: true }), item(3, { type: 'later' })));
    expect(others).toEqual([]);
    expect(only?.kk).toContain('Асқар');
    expect(only?.en).toBe('Asqar takes the lead in Welding.');
  });
});
