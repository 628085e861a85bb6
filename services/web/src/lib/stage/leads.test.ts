import { expect, it } from 'vitest';
import type { OverviewRow } from '../board';
import { leadKey, leadRemark } from './leads';

const asqar = { name: 'Асқар', name_latin: 'Asqar', member: 'almaty', total: '42.10' };

function row(keys: Partial<OverviewRow> = {}): OverviewRow {
  const name = { en: 'Welding', ru: 'Сварка', kk: 'Дәнекерлеу' };
  return { order: 0, number: '10', name, competitors: 9, marked_percent: '37.5', state: 'live', leader: asqar, leaders: 1, ...keys };
}

it('takes nobody else than a new name or region for a new leader', () => {
  expect(leadKey(row({ leader: { ...asqar, total: '43.00' } }))).toBe(leadKey(row()));
  for (const changed of [{ name: 'Данияр' }, { name_latin: 'Daniyar' }, { member: 'astana' }]) {
    expect(leadKey(row({ leader: { ...asqar, ...changed } }))).not.toBe(leadKey(row()));
  }
  expect(leadKey(row({ leader: null }))).toBe('');
});

it('says why nobody is named, from the board alone', () => {
  expect(leadRemark(row())).toBeNull();
  expect(leadRemark(row({ leader: null }))?.en).toBe('Totals are shown later');
  expect(leadRemark(row({ leader: null, state: null, marked_percent: null }))?.en).toBe('Nothing has been published yet');
  expect(leadRemark(row({ leader: null, state: 'not_started', marked_percent: '0.0' }))).toBeNull();
});
