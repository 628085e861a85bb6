import { expect, test } from 'vitest';
import { ask, askPage, isForLater } from './api';

const answering = (status: number, body: string | null, type = 'application/json') => () =>
  Promise.resolve(new Response(body, { status, headers: { 'Content-Type': type } }));
const asked = (fetch: () => Promise<Response>, token: string | null = 'token') => ask(fetch, token, 'en', '/x');
const PROBLEM = 'application/problem+json';

test('an answer is an answer', async () => {
  expect(await asked(answering(200, '{"a": 1}'))).toEqual({ kind: 'ok', body: { a: 1 }, etag: null });
});

test.each([
  ['a gateway that fails', answering(502, '{}')],
  ["a hotel's log-in page", answering(200, '<html>', 'text/html')],
  ['an answer that is cut off', answering(200, '{"a": ')],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['no patience left', () => Promise.reject(new DOMException('', 'TimeoutError'))],
])('%s is no answer', async (_, fetch) => {
  expect(await asked(fetch)).toEqual({ kind: 'lost' });
});

test('a refusal keeps its code and its words', async () => {
  const said = await asked(answering(422, '{"code": "compatriot", "detail": "no", "title": "rule"}', PROBLEM));

  expect(said).toEqual({ kind: 'problem', problem: { code: 'compatriot', detail: 'no', title: 'rule', status: 422 } });
});

test('a device that is put out is told from a rule, and from a code that is wrong', async () => {
  expect((await asked(answering(401, '{"code": "token_revoked"}', PROBLEM))).kind).toBe('barred');
  expect((await asked(answering(403, '{"code": "device_may_not_write"}', PROBLEM))).kind).toBe('barred');
  expect((await asked(answering(401, '{"code": "pairing_expired"}', PROBLEM), null)).kind).toBe('problem');
});

test('too many requests say nothing about a mark', () => {
  const problem = { code: 'busy', title: '', detail: '' };

  expect([429, 401, 422].map((status) => isForLater({ ...problem, status }))).toEqual([true, true, false]);
});

test('a page to print is a page, and nothing else is', async () => {
  const wishes: RequestInit[] = [];
  const page = (status: number, type: string) =>
    askPage((_, wish) => (wishes.push(wish), answering(status, '<p>', type)()), 'token', 'kk', '/x');

  expect(await (await page(200, 'text/html; charset=utf-8'))?.text()).toBe('<p>');
  expect([await page(403, 'text/html'), await page(200, 'application/json')]).toEqual([null, null]);
  expect(wishes[0]?.headers).toEqual({ Authorization: 'Bearer token', 'Accept-Language': 'kk' });
  expect(await askPage(() => Promise.reject(new TypeError('Failed to fetch')), 'token', 'kk', '/x')).toBeNull();
});
