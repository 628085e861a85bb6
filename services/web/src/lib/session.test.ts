import { expect, test } from 'vitest';
import { redeem } from './session';

const answering = (body: object, init: ResponseInit) => () => Promise.resolve(new Response(JSON.stringify(body), init));
const PROBLEM = { 'Content-Type': 'application/problem+json' };

test('a good code is exchanged for a token, in the reader’s language', async () => {
  const session = { token: 't', expires_at_ms: 5, role: 'administrator' };
  const requests: [string, RequestInit][] = [];

  const outcome = await redeem('CODE', 'kk', (address, request) => {
    requests.push([address, request]);
    return answering(session, { status: 200 })();
  });

  expect(outcome).toEqual({ kind: 'received', session });
  expect(requests[0]?.[0]).toBe('/api/v1/sessions');
  expect(requests[0]?.[1]).toMatchObject({ method: 'POST', body: '{"code":"CODE"}', headers: { 'Accept-Language': 'kk' } });
});

test('a refusal tells what the server said', async () => {
  const fetch = answering({ title: 'Used', detail: 'The code has been used.' }, { status: 401, headers: PROBLEM });

  expect(await redeem('CODE', 'en', fetch)).toEqual({ kind: 'refused', detail: 'The code has been used.' });
});

test('a refusal without a problem document is still a refusal', async () => {
  expect(await redeem('CODE', 'en', answering({}, { status: 404 }))).toEqual({ kind: 'refused', detail: '' });
});

test('a broken network and a broken server leave the code to be tried again', async () => {
  const broken = () => Promise.reject(new TypeError('Failed to fetch'));

  expect(await redeem('CODE', 'en', broken)).toEqual({ kind: 'unreachable' });
  expect(await redeem('CODE', 'en', answering({}, { status: 502 }))).toEqual({ kind: 'unreachable' });
});
