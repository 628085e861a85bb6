import { expect, test } from 'vitest';
import { EventCutter } from './nudges';

const CHANGED = 'event: changed\ndata: {"offset": 7, "forms": ["A1"], "sheets": [["c-1", "A1"]]}\n\n';

test('a change is told, the opening and the beat are not', () => {
  expect(new EventCutter().take(`event: open\ndata: {"offset": 1}\n\n: beat\n\n${CHANGED}`)).toEqual([{ offset: 7, forms: ['A1'] }]);
});

test('which marks are on screens is told as it is', () => {
  const shown = { offsets: { A1: 7 }, is_held_back: false };

  expect(new EventCutter().take(`event: shown\ndata: ${JSON.stringify({ shown })}\n\n`)).toEqual([{ shown }]);
});

test('however the network cuts the text, every change is told once', () => {
  for (let cut = 0; cut <= CHANGED.length; cut += 1) {
    const cutter = new EventCutter();
    const told = [...cutter.take(CHANGED.slice(0, cut)), ...cutter.take(CHANGED.slice(cut))];
    expect(told).toHaveLength(1);
  }
});
