import { expect, test } from 'vitest';
import { above, hashOf, pairingCode, placeOf, type Place } from './places';

const PLACES: Place[] = [
  { page: 'home' },
  { page: 'form', skill: 'welding', form: 'A1-J' },
  { page: 'sheet', skill: 'welding', form: 'A1', competitor: 'c/1' },
  { page: 'grid', skill: 'welding', form: 'A1', aspect: 'A1.1' },
  { page: 'sign', skill: 'welding', form: 'A1' },
  { page: 'outbox' },
];

test.each(PLACES)('$page has an address that leads back to it', (place) => {
  expect(placeOf(hashOf(place))).toEqual(place);
});

test.each(['', '#/', '#/sheet/welding', '#/nothing/a/b', '#pair=K7QF2M'])('%j leads home', (hash) => {
  expect(placeOf(hash)).toEqual({ page: 'home' });
});

test('a broken address is no crash', () => {
  expect(placeOf('#/form/%E0%A4%A/A1').page).toBe('form');
});

test('one level up', () => {
  expect(above(PLACES[2]!)).toEqual({ page: 'form', skill: 'welding', form: 'A1' });
  expect(above(PLACES[1]!)).toEqual({ page: 'home' });
});

test('a link of a pairing carries its code', () => {
  expect(pairingCode('#pair=K7QF2M')).toBe('K7QF2M');
  expect(pairingCode('#/form/welding/A1')).toBeNull();
});
