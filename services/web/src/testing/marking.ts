/**
 * Items, cells and skills for the tests of marking: a test says only what matters to it.
 */
import { newItem, type Entry, type Item } from '../lib/mark/outbox';
import type { Aspect, Cell, FormStanding, SkillDocument } from '../lib/mark/wire';

export const SHEET = { championship: 'cup', skill: 'welding', form: 'A1', competitor: 'c-1' };

export function entry(changes: Partial<Entry> = {}): Entry {
  return { aspect: 'A1.1', mark: '1.00', based_on: 0, ...changes };
}

export function item(changes: Partial<Item> = {}): Item {
  return { ...newItem(SHEET, 'e-1', 'id-1', entry(), 1_000), order: 1, ...changes };
}

export function cell(changes: Partial<Cell> = {}): Cell {
  return {
    revision: 0, mark: null, scores: null, deductions: null, measured: null, by: null, at_ms: null, reason: null, panel: null, set_aside: [],
    ...changes,
  };
}

export function aspect(changes: Partial<Aspect> = {}): Aspect {
  return {
    id: 'A1.1', method: 'M', description: 'a joint', extra: '', requirement: '', mark_max: '1.00', score_texts: null, allowed_marks: null,
    ...changes,
  };
}

/** A skill of two competitors and four experts of four members; e-3 is a compatriot of c-1. */
export function skill(changes: Partial<SkillDocument> = {}): SkillDocument {
  const names = { en: 'x', ru: 'x', kk: 'x' };
  const person = (id: string, member: string) => ({ id, name: id, name_latin: id, member });
  return {
    championship: 'cup', championship_name: names, time_zone: 'Asia/Almaty', days: ['2026-05-20', '2026-05-21'], skill: 'welding',
    number: '10', name: names, members: {}, offset: 0,
    scheme: {
      criteria: [{ letter: 'A', name: 'A', sub_criteria: [{ id: 'A1', name: 'A1', day: 1, aspects: [aspect(), aspect({ id: 'A1.2' })] }] }],
      forms: [{ id: 'A1', sub_criterion: 'A1', name: 'A1', method: 'M', day: 1, aspects: ['A1.2', 'A1.1'], mark_max: '2.00' }],
    },
    competitors: [person('c-1', 'abai'), person('c-2', 'aktobe')].map((one) => ({ ...one, guest: false, status: 'competing' })),
    experts: [person('e-1', 'almaty'), person('e-2', 'astana'), person('e-3', 'abai'), person('e-4', 'aktobe')],
    ...changes,
  };
}

export function standing(changes: Partial<FormStanding> = {}): FormStanding {
  return {
    form: 'A1', day: 1, state: 'open', sheets: { open: 2, entered: 0, checked: 0 }, missing: { marks: [], checks: [], signatures: [] },
    panels: [], team: null, signatures: {}, locked_by: null, released_by: null, unlock_asked_by: null, since_ms: null,
    ...changes,
  };
}
