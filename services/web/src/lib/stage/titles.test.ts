import { expect, it } from 'vitest';
import { overlayAddress, titleOf } from './titles';

it('says in the title what is on air, for programs that switch scenes', () => {
  const scenes = { side: { type: 'board', board: 'cup/a' }, lower: { type: 'competitor', board: 'cup/a', competitor: 'c1' }, ticker: { type: 'ticker', lines: [] } } as const;

  expect(titleOf({ ...scenes, ticker: { type: 'ticker', lines: [] } }, ['side', 'lower', 'full', 'ticker'], false)).toBe(
    'bayge side:board:cup/a lower:competitor:cup/a:c1 full:off ticker:ticker live',
  );
  expect(titleOf({}, ['full'], true)).toBe('bayge full:off stale');
});

it('reads slots and language from the address, the key from its fragment', () => {
  expect(overlayAddress('?slots=lower,side,nonsense&lang=kk', '#k.e.y')).toEqual({ key: 'k.e.y', slots: ['side', 'lower'], lang: 'kk' });
  expect(overlayAddress('', '')).toEqual({ key: '', slots: ['side', 'lower', 'full', 'ticker'], lang: null });
});
