import { expect, test } from 'vitest';
import { closedFault, faultOf, openingFaultOf } from './faults';

const thrown = (name: string, message = '') => new DOMException(message, name);

test.each([
  ['QuotaExceededError', 'full'],
  ['InvalidStateError', 'closed'],
  ['VersionError', 'closed'],
  ['SecurityError', 'denied'],
] as const)('%s means %s', (name, kind) => {
  expect(faultOf(thrown(name))).toEqual({ kind });
});

test('a database that stays closed is closed, whatever the reason', () => {
  expect(faultOf(closedFault(thrown('UnknownError', 'disk')))).toEqual({ kind: 'closed' });
});

test('what is not known is said in the words of the browser', () => {
  expect(faultOf(thrown('UnknownError', 'Internal error.'))).toEqual({ kind: 'other', said: 'UnknownError: Internal error.' });
  expect(faultOf(thrown('DataError'))).toEqual({ kind: 'other', said: 'DataError' });
});

test('a mistake of the page is no fault of the memory', () => {
  expect(faultOf(new TypeError('x is not a function'))).toBeNull();
});

test('a browser without a database, or one that never opens, is a private window', () => {
  expect([new ReferenceError('indexedDB'), new TypeError('null'), thrown('InvalidStateError'), thrown('SecurityError')].map(openingFaultOf)).toEqual(
    Array.from({ length: 4 }, () => ({ kind: 'denied' })),
  );
  expect([thrown('VersionError'), thrown('QuotaExceededError'), thrown('UnknownError')].map((fault) => openingFaultOf(fault)?.kind)).toEqual([
    'closed', 'full', 'other',
  ]);
});
