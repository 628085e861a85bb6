import { expect, test } from 'vitest';
import { passOn, sharedAddress, type Ways } from './share';

const URL_ = 'https://bayge.example/wsk2024/welding?lang=kk';

function ways(failing: readonly string[] = [], name = 'NotAllowedError'): { ways: Required<Ways>; seen: string[] } {
  const seen: string[] = [];
  const does = (what: string) => async (given: unknown) => {
    if (failing.includes(what)) throw new DOMException('no', name);
    seen.push(`${what} ${typeof given === 'string' ? given : (given as { url: string }).url}`);
  };
  return { ways: { share: does('share'), copy: does('copy') }, seen };
}

test('an address is passed on with the language and without what was only the sharer’s', () => {
  expect(sharedAddress('https://bayge.example', '/wsk2024/welding', 'kk')).toBe(URL_);
});

test('the device shares where it can', async () => {
  const { ways: both, seen } = ways();
  expect(await passOn('Welding', URL_, both)).toBe('shared');
  expect(seen).toEqual([`share ${URL_}`]);
});

test('without a way to share, or where it is refused, the address is copied', async () => {
  const { ways: failing, seen } = ways(['share']);
  expect(await passOn('Welding', URL_, failing)).toBe('copied');
  expect(await passOn('Welding', URL_, { copy: failing.copy })).toBe('copied');
  expect(seen).toEqual([`copy ${URL_}`, `copy ${URL_}`]);
});

test('who closes the sheet of the device has not asked for a copy', async () => {
  const { ways: both, seen } = ways(['share'], 'AbortError');
  expect(await passOn('Welding', URL_, both)).toBe('given_up');
  expect(seen).toEqual([]);
});

test('where nothing is allowed, that is said', async () => {
  expect(await passOn('Welding', URL_, ways(['share', 'copy']).ways)).toBe('refused');
  expect(await passOn('Welding', URL_, {})).toBe('refused');
});
