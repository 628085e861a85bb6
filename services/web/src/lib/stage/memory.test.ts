import { expect, it } from 'vitest';
import { skillBoard } from '../../testing/world';
import { Memory, type Store } from './memory';
import { ownImage, themeStyle } from './theme';

class FakeStore implements Store {
  readonly held = new Map<string, string>();

  read(name: string): string | null {
    return this.held.get(name) ?? null;
  }

  write(name: string, value: string | null): void {
    if (value === null) this.held.delete(name);
    else this.held.set(name, value);
  }
}

it('remembers over a power cut who the screen is and what it showed', () => {
  const store = new FakeStore();
  const who = { screen: 's1', code: 'K7QF', key: 'k', expires_at_ms: 5 };
  const last = { championship: 'cup', held_ms: 7, boards: { 'cup/a': { board: skillBoard({}), at_ms: 3 } } };
  const before = new Memory(store);
  [before.who, before.last] = [who, last];

  const after = new Memory(store);

  expect(after.who).toEqual(who);
  expect(after.last).toEqual(last);
});

it('counts what a power cut has torn as not kept', () => {
  const store = new FakeStore();
  store.held.set('screen', '{"screen":"s');
  expect(new Memory(store).who).toBeNull();
});

it('forgets, and keeps no more boards than a browser grants', () => {
  const memory = new Memory(new FakeStore());
  const boards = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`cup/${at}`, { board: skillBoard({}), at_ms: at }]));
  memory.last = { championship: 'cup', held_ms: 0, boards };
  expect(Object.keys(memory.last?.boards ?? {})).toHaveLength(60);
  memory.last = null;
  expect(memory.last).toBeNull();
});

it('takes plain colours and images of this origin, and nothing else', () => {
  expect(themeStyle({ ground: '#0a1b2c', ink: 'red; background: url(//evil)' })).toBe('--theme-ground: #0a1b2c');
  expect(themeStyle(null)).toBe('');
  expect(['/logo.svg', 'data:image/png;base64,AAAA', '//evil.example/a.png', 'https://evil.example', '/\\evil', undefined].map(ownImage)).toEqual([
    '/logo.svg', 'data:image/png;base64,AAAA', null, null, null, null,
  ]);
});
