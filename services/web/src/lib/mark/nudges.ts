/**
 * The stream of nudges: server-sent events, read by fetch because the browser's own reader sends no token.
 *
 * A nudge says where to look again, never what is there. A line without a name is the beat.
 */
import type { Shown } from './wire';

export interface Nudge {
  offset: number;
  forms: string[];
}

/** Which marks are on screens now: the one thing that is told in the stream itself. */
export interface ShownTold {
  shown: Shown | null;
}

export type Told = Nudge | ShownTold;

/** Cuts a stream of text into events; what is not whole yet waits for more. */
export class EventCutter {
  #rest = '';

  /** Return what the text completes. */
  take(text: string): Told[] {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => toldIn(block) ?? []);
  }
}

function toldIn(block: string): Told | null {
  const fields = new Map(block.split('\n').map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  }));
  const data = fields.get('data');
  if (fields.get('event') === 'shown' && data !== undefined) return JSON.parse(data) as ShownTold;
  if (fields.get('event') !== 'changed' || data === undefined) return null;
  const said = JSON.parse(data) as Partial<Nudge>;
  return { offset: said.offset ?? 0, forms: said.forms ?? [] };
}
