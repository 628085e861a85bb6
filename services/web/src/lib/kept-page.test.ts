import { expect, test, vi } from 'vitest';
import { FakeClock } from '../testing/world';
import { AGAIN_MS, KeptPage, LOOK_MS } from './kept-page';

function registration(is_active: boolean) {
  const update = vi.fn(() => Promise.resolve());
  return { active: is_active ? {} : null, update } as unknown as ServiceWorkerRegistration;
}

function world(...answers: (ServiceWorkerRegistration | Error)[]) {
  const clock = new FakeClock();
  const told: ServiceWorkerRegistration[] = [];
  const state = { is_online: true, asked: 0 };
  const register = () => {
    const answer = answers[Math.min(state.asked++, answers.length - 1)];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as ServiceWorkerRegistration);
  };
  const page = new KeptPage({ register, isOnline: () => state.is_online, clock, onRegistered: (one) => told.push(one) });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { clock, told, state, page, settled };
}

test('a page that is kept is looked after once in a long while', async () => {
  const kept = registration(true);
  const { clock, told, state, page, settled } = world(kept);
  await page.look();
  clock.pass(LOOK_MS - 1);
  await settled();
  expect(state.asked).toBe(1);
  clock.pass(1);
  await settled();
  expect(kept.update).toHaveBeenCalledTimes(1);
  expect(told).toEqual([kept]);
});

test('nothing is looked for without a network', async () => {
  const kept = registration(true);
  const { page, state } = world(kept);
  await page.look();
  state.is_online = false;
  await page.look();
  expect(kept.update).not.toHaveBeenCalled();
});

test('a page that could not be kept is kept from the beginning, soon', async () => {
  const [gone, whole] = [registration(false), registration(true)];
  const { clock, told, page, settled } = world(gone, whole);
  await page.look();
  clock.pass(AGAIN_MS);
  await settled();
  expect(told).toEqual([gone, whole]);
});

test.each([new TypeError('no network'), new DOMException('gone', 'InvalidStateError')])(
  'what passes is tried again: %s',
  async (fault) => {
    const whole = registration(true);
    const { clock, told, page, settled } = world(fault, whole);
    await page.look();
    clock.pass(AGAIN_MS);
    await settled();
    expect(told).toEqual([whole]);
  },
);

test('what is tried in vain is tried less and less, until the network is back', async () => {
  const { clock, state, page, settled } = world(new TypeError('no network'));
  await page.look();
  for (const asked of [2, 3, 4]) {
    clock.pass(AGAIN_MS * 2 ** (asked - 2));
    await settled();
    expect(state.asked).toBe(asked);
  }
  clock.pass(AGAIN_MS);
  await settled();
  expect(state.asked).toBe(4);
  await page.lookNow();
  clock.pass(AGAIN_MS);
  await settled();
  expect(state.asked).toBe(6);
});

test('what does not pass is told', async () => {
  const { page } = world(new DOMException('no trust', 'SecurityError'));
  await expect(page.look()).rejects.toThrow('no trust');
});
