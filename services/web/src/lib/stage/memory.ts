/**
 * What a screen remembers over a power cut: who it is, and what it last showed.
 *
 * Where the browser refuses storage, a screen works all the same; after a power cut it then asks for a new code.
 */
import type { Registered, StageBoard } from './wire';

export interface Store {
  read(name: string): string | null;
  write(name: string, value: string | null): void;
}

export interface Remembered {
  championship: string;
  boards: Record<string, { board: StageBoard; at_ms: number }>;
  held_ms: number; // device time when it was last known to be right
}

const WHO = 'screen';
const LAST = 'screen.last';
const BOARDS_MAX = 60; // a carousel of all skills; more would not fit what browsers grant

export class Memory {
  constructor(private readonly store: Store) {}

  get who(): Registered | null {
    return parsed<Registered>(this.store.read(WHO));
  }

  set who(registered: Registered | null) {
    this.store.write(WHO, registered && JSON.stringify(registered));
  }

  get last(): Remembered | null {
    return parsed<Remembered>(this.store.read(LAST));
  }

  set last(remembered: Remembered | null) {
    const boards = remembered && Object.fromEntries(Object.entries(remembered.boards).slice(-BOARDS_MAX));
    this.store.write(LAST, remembered && JSON.stringify({ ...remembered, boards }));
  }
}

/** Read what was kept; what a power cut has torn counts as not kept. */
function parsed<T>(text: string | null): T | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}
