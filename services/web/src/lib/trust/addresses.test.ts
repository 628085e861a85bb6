import { expect, test } from 'vitest';
import { addressesOf, isTrusted, platformOf } from './addresses';

const ADDRESSES = { secure: 'https://10.0.0.5:8080', trust: 'http://10.0.0.5:8081/trust', certificate: 'internal' };

function said(body: string, type = 'application/json', status = 200): () => Promise<Response> {
  return async () => new Response(body, { status, headers: { 'Content-Type': type } });
}

async function unreachable(): Promise<Response> {
  throw new TypeError('Failed to fetch');
}

test('the addresses are what the server says', async () => {
  expect(await addressesOf(said(JSON.stringify(ADDRESSES)))).toEqual(ADDRESSES);
});

test.each([
  ['null', said('null')],
  ['a page', said('<!doctype html>', 'text/html')],
  ['a refusal', said('{}', 'application/json', 404)],
  ['half an answer', said('{"secure"')],
  ['nothing', unreachable],
])('%s tells no address', async (_, ask) => {
  expect(await addressesOf(ask)).toBeNull();
});

test('an address is trusted when it answers at all', async () => {
  const asked: string[] = [];
  const trusted = await isTrusted(async (address) => (asked.push(address), Response.error()), ADDRESSES.secure);

  expect([trusted, asked]).toEqual(['yes', ['https://10.0.0.5:8080/icon.svg']]);
  expect(await isTrusted(unreachable, ADDRESSES.secure)).toBe('no');
});

test.each([
  ['Mozilla/5.0 (Linux; Android 14; SM-X200)', 5, 'android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)', 5, 'iphone'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5, 'iphone'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0, 'laptop'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 0, 'laptop'],
] as const)('%s with %i fingers is an %s', (agent, fingers, platform) => {
  expect(platformOf(agent, fingers)).toBe(platform);
});
