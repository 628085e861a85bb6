import { expect, test } from 'vitest';
import { SHEET } from '../../testing/marking';
import { appealFor } from './appeals';
import type { SkillStanding } from './wire';

const APPEAL = { id: 'a-1', competitor: 'c-1', form: 'A1', aspect: 'A1.1', state: 'upheld', corrected_by: null };

function standing(changes: Partial<SkillStanding['appeals'][number]>): SkillStanding {
  return { statuses: {}, set_aside: [], appeals: [{ ...APPEAL, ...changes }], is_recounted: false, is_final: false };
}

test.each([
  [{}, 'a-1'],
  [{ state: 'partly' }, 'a-1'],
  [{ aspect: null }, 'a-1'],
  [{ aspect: 'A1.2' }, undefined],
  [{ state: 'in_review' }, undefined],
  [{ state: 'rejected' }, undefined],
  [{ corrected_by: 's-1' }, undefined],
  [{ form: 'B1' }, undefined],
  [{ competitor: 'c-2' }, undefined],
])('an appeal that is %j is answered by the correction: %s', (changes, id) => {
  expect(appealFor(standing(changes), SHEET, 'A1.1')).toBe(id);
});

test('where nothing is known of appeals, none is named', () => {
  expect(appealFor(undefined, SHEET, 'A1.1')).toBeUndefined();
});
