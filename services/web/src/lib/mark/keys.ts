/**
 * The keyboard on a laptop: what a key means on a sheet, so that a day can be marked without a mouse.
 */
import { choicesOf } from './plausible';
import type { Aspect, Judging, Value } from './wire';

export type Key =
  | { kind: 'value'; value: Value }
  | { kind: 'voice'; score: number } // one of the panel's scores
  | { kind: 'type' } // the field takes it from here
  | { kind: 'aspect'; step: 1 | -1 }
  | { kind: 'competitor'; step: 1 | -1 }
  | { kind: 'undo' }
  | null;

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export function meaningOf(pressed: Pressed, aspect: Aspect | null, judging: Judging, for_panel: boolean): Key {
  const { key } = pressed;
  if ((pressed.ctrlKey || pressed.metaKey) && key.toLowerCase() === 'z') return { kind: 'undo' };
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (key === 'ArrowDown') return { kind: 'aspect', step: 1 };
  if (key === 'ArrowUp') return { kind: 'aspect', step: -1 };
  if (key === 'ArrowRight') return { kind: 'competitor', step: 1 };
  if (key === 'ArrowLeft') return { kind: 'competitor', step: -1 };
  if (key.toLowerCase() === 'u') return { kind: 'undo' };
  return aspect && /^[0-9]$/.test(key) ? digit(Number(key), aspect, judging, for_panel) : null;
}

function digit(pressed: number, aspect: Aspect, judging: Judging, for_panel: boolean): Key {
  if (aspect.method === 'J') {
    if (pressed < judging.lowest || pressed > judging.scale) return null;
    return for_panel ? { kind: 'voice', score: pressed } : { kind: 'value', value: { score: pressed } };
  }
  if (aspect.deduction !== undefined) return { kind: 'value', value: { deductions: pressed } };
  if (aspect.bands !== undefined) return { kind: 'type' };
  const mark = choicesOf(aspect)[pressed];
  return mark === undefined ? null : { kind: 'value', value: { mark } };
}
