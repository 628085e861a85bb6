import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/world';
import type { Answer, Ask } from './ask';
import { lifeOf, Pass, type PassState } from './pass';

const LIFE_MS = 120_000;

function world() {
  const clock = new FakeClock();
  const states: PassState[] = [];
  const renewed: string[] = [];
  const said = { answer: refusal('screen_not_assigned') as Answer<unknown>, asked: 0 };
  const ask: Ask = <T>() => {
    said.asked += 1;
    return Promise.resolve(said.answer as Answer<T>);
  };
  const pass = new Pass({ ask, clock, key: 'k', on_state: (state) => states.push(state), on_renewed: (token) => renewed.push(token) });
  return { clock, states, renewed, said, pass };
}

const refusal = (code: string) => ({ kind: 'problem', problem: { code, detail: '' } }) as const;
const session = (token: string, expires_at_ms: number) => ({ kind: 'ok', body: { token, expires_at_ms } }) as const;
const settle = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => queueMicrotask(done)))));

describe('a key', () => {
  it('is shown again until an operator has taken the screen', async () => {
    const { clock, states, said, pass } = world();
    await pass.renew();
    said.answer = session('t1', clock.now() + LIFE_MS);
    clock.pass(3_000);
    await settle();

    expect(states).toEqual(['waiting', 'good']);
    expect(pass.session?.token).toBe('t1');
  });

  it('gives a new token at half-time, which the open link is told of', async () => {
    const { clock, renewed, said, pass } = world();
    said.answer = session('t1', clock.now() + LIFE_MS);
    await pass.renew();
    said.answer = session('t2', clock.now() + LIFE_MS);
    clock.pass(LIFE_MS / 2);
    await settle();

    expect(renewed).toEqual(['t2']);
  });

  it('is kept while there is no network, however long', async () => {
    const { clock, states, said, pass } = world();
    said.answer = { kind: 'lost' };
    await pass.renew();
    for (let tries = 0; tries < 20; tries += 1) {
      clock.pass(3_000);
      await settle();
    }
    said.answer = session('t1', clock.now() + LIFE_MS);
    clock.pass(3_000);
    await settle();

    expect(states).toEqual(['good']);
  });

  it.each(['token_revoked', 'token_expired', 'token_invalid', 'not_allowed_venue'])('is given up after %s', async (code) => {
    const { clock, states, said, pass } = world();
    said.answer = refusal(code);
    await pass.renew();

    expect(states).toEqual(['revoked']);
    expect(clock.waiting).toBe(0);
  });

  it('is not given up for a refusal that is about the moment', async () => {
    const { states, said, pass } = world();
    said.answer = refusal('too_many_attempts');
    await pass.renew();

    expect(states).toEqual([]);
  });

  it('is exchanged once, however many ask at the same time', async () => {
    const { clock, said, pass } = world();
    said.answer = session('t1', clock.now() + LIFE_MS);
    await Promise.all([pass.get(), pass.get(), pass.get()]);
    await pass.get();

    expect(said.asked).toBe(1);
  });
});

describe('the life of a token', () => {
  const token = (claims: object) => `h.${btoa(JSON.stringify(claims))}.s`;

  it('is what it says itself, whatever the device thinks the time is', async () => {
    const { clock, said, pass } = world();
    said.answer = session(token({ iat: 5, exp: 125 }), 1); // this device is years ahead
    await pass.renew();

    expect(pass.session?.expires_at_ms).toBe(clock.now() + LIFE_MS);
  });

  it.each(['t1', 'a.b.c', token({ iat: 5 })])('is unknown of %s', (text) => {
    expect(lifeOf(text)).toBeNull();
  });
});
