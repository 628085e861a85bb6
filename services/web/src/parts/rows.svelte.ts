/**
 * The rows of a board on the move, for every page that shows one: they set off for their new places at once
 * (glide.ts), show what is new on them (news.ts), and the document follows (reading.svelte.ts).
 */
import { untrack } from 'svelte';
import type { SkillBoard } from '../lib/board';
import { device_clock } from '../lib/clock';
import { Glide } from './glide';
import { RowNews, type Look, type Seat } from './news';
import { ReadingOrder } from './reading.svelte';
import { endTurns, giveWay } from './turns';

/** What one row shows. */
export class Row implements Seat {
  look: Look = $state.raw() as Look;

  constructor(look: Look) {
    this.look = look;
  }
}

export interface Given {
  board: SkillBoard;
  ids: readonly string[]; // of the rows that are shown, in their order
}

export class Rows {
  list: HTMLElement | undefined; // the element whose children the rows are; set while it is on the page

  readonly #news = new RowNews<Row>(device_clock, (look) => new Row(look));
  readonly #glide = new Glide();
  readonly #reading = new ReadingOrder();
  readonly #given: () => Given;
  readonly #read: () => readonly string[];
  readonly #places: () => ReadonlyMap<string, number>;

  /** Call while a component is set up: the rows live as long as it does. */
  constructor(given: () => Given) {
    this.#given = given;
    const ids = $derived(given().ids);
    const order = $derived(ids.join(' ')); // text, so that a change of numbers alone glides nothing
    const read = $derived(this.#reading.of(ids));
    const places = $derived(new Map(order.split(' ').map((id, at) => [id, at])));
    this.#read = () => read;
    this.#places = () => places;

    $effect.pre(() => {
      void order;
      if (this.list) this.#glide.look(this.list.children);
    });
    $effect.pre(() => {
      const { board, ids: shown } = given();
      untrack(() => this.#news.take(board, shown));
    });
    $effect(() => {
      void order;
      if (!this.list) return;
      this.#glide.play(this.list.children);
      giveWay();
    });
    $effect(() => this.#reading.follow(ids));
    $effect(() => this.#live());
  }

  /** The ids in the order of the document. */
  get read(): readonly string[] {
    return this.#read();
  }

  /** What a row shows; one that is new to the board may be drawn before ``take`` has heard of it. */
  of(id: string): Row | undefined {
    return this.#news.of(id) ?? untrack(() => this.#news.arrive(id, this.#given().board.rows[id]));
  }

  /** Where the eye sees a row; the document may follow later. */
  at(id: string): number {
    return this.#places().get(id) ?? 0;
  }

  /** A page that is not looked at draws no frames: nothing waits for one there. */
  #live(): () => void {
    const hidden = () => document.visibilityState === 'hidden' && endTurns();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      this.#news.stop();
      this.#reading.stop();
    };
  }
}
