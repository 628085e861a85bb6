import { expect, it } from 'vitest';
import { askBy, Picture } from './ask';

const answer = (status: number, body: string, type = 'application/json') =>
  new Response(status === 204 ? null : body, { status, headers: { 'Content-Type': type } });
const asked = (response: Response | Error) => askBy(() => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)))('/x');

it('tells an answer, a refusal and no answer apart', async () => {
  expect(await asked(answer(200, '{"a":1}'))).toEqual({ kind: 'ok', body: { a: 1 } });
  expect(await asked(answer(204, ''))).toEqual({ kind: 'ok', body: undefined });
  expect(await asked(answer(409, '{"code":"screen_locked","detail":"no"}', 'application/problem+json'))).toEqual({
    kind: 'problem', problem: { code: 'screen_locked', detail: 'no' },
  });
});

it.each([
  ['a broken network', new TypeError('failed to fetch')],
  ['a proxy that gives up', answer(502, 'bad gateway', 'text/html')],
  ['a log-in page of the hotel', answer(200, '<html>', 'text/html')],
  ['an answer cut off in the middle', answer(200, '{"a":')],
])('counts %s as no answer', async (_what, response) => {
  expect(await asked(response)).toEqual({ kind: 'lost' });
});

it('sends a picture as it is, everything else as JSON', async () => {
  const sent: RequestInit[] = [];
  const ask = askBy((_address, request) => {
    sent.push(request);
    return Promise.resolve(answer(204, ''));
  });
  const content = new Uint8Array([1, 2]).buffer;
  await ask('/x', { method: 'POST', body: new Picture(content, 'image/png') });
  await ask('/x', { method: 'POST', body: { a: 1 } });
  expect(sent.map((one) => [one.body, (one.headers as Record<string, string>)['Content-Type']])).toEqual([
    [content, 'image/png'], ['{"a":1}', 'application/json'],
  ]);
});

it('lets a bug be one', async () => {
  await expect(asked(new RangeError('bug'))).rejects.toThrow(RangeError);
});
