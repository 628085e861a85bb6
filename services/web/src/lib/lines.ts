/**
 * As many links as the boards of a page need: one socket may follow 64 boards (docs/protocol.md).
 *
 * To the page it is one link: it is as good as the worst of them, so nothing is called live that may be behind.
 */
import { type Link, LiveClient, type Listener } from './live';

export const BOARDS_MAX = 60;

interface Line {
  client: LiveClient;
  boards: Map<string, number>; // how many listeners follow each
}

export type NewClient = (on_link: () => void) => LiveClient;

const FROM_GOOD_TO_BAD = ['idle', 'live', 'connecting', 'offline', 'refused'];

export class Lines {
  link: Link = { phase: 'idle' };
  #lines: Line[] = []; // the first one stays for as long as the page does

  constructor(
    private readonly new_client: NewClient,
    private readonly on_link: (link: Link) => void,
  ) {}

  /** Server time minus device time. */
  get skew_ms(): number {
    return this.#lines[0]?.client.skew_ms ?? 0;
  }

  /** Follow a board, on the link that has it already or on the first that has room. */
  subscribe(board: string, listener: Listener): () => void {
    const line = this.#lineFor(board);
    line.boards.set(board, (line.boards.get(board) ?? 0) + 1);
    const stop = line.client.subscribe(board, listener);
    return () => {
      stop();
      this.#left(line, board);
    };
  }

  /** The world hints at a change: find out now. */
  check(): void {
    for (const { client } of this.#lines) client.check();
  }

  #lineFor(board: string): Line {
    const found =
      this.#lines.find(({ boards }) => boards.has(board)) ?? this.#lines.find(({ boards }) => boards.size < BOARDS_MAX);
    if (found) return found;
    const line = { client: this.new_client(() => this.#judge()), boards: new Map<string, number>() };
    this.#lines.push(line);
    return line;
  }

  #left(line: Line, board: string): void {
    const listeners = (line.boards.get(board) ?? 0) - 1;
    if (listeners > 0) line.boards.set(board, listeners);
    else line.boards.delete(board);
    if (line.boards.size > 0 || line === this.#lines[0]) return;
    this.#lines = this.#lines.filter((other) => other !== line);
    line.client.close();
    this.#judge();
  }

  #judge(): void {
    const links = this.#lines.map(({ client }) => client.link);
    const badness = (link: Link) => FROM_GOOD_TO_BAD.indexOf(link.phase);
    const worst = links.reduce((a, b) => (badness(b) > badness(a) ? b : a), { phase: 'idle' } as Link);
    if (worst === this.link) return;
    this.link = worst;
    this.on_link(worst);
  }
}
