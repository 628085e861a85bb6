/**
 * The outbox on the screen: what is entered goes through here to the device's memory, and from there out.
 */
import { device_clock } from '../../lib/clock';
import { isForLater } from '../../lib/mark/api';
import { newId } from '../../lib/mark/newid';
import { isSameSheet, isUnsettled, submissionDocument, type Beside, type Entry, type Item, type Reply, type Sheet } from '../../lib/mark/outbox';
import { isRemark } from '../../lib/mark/remarks';
import type { SubmissionAnswer } from '../../lib/mark/wire';
import { Uploader } from '../../lib/mark/upload';
import { device } from './device.svelte';
import { keeping } from './keeping.svelte';
import { link } from './link.svelte';
import { office } from './office.svelte';

class Outbox {
  items = $state.raw<readonly Item[]>([]);
  under_way = $state.raw<ReadonlySet<string>>(new Set());
  /** What was tapped and is being written, by place: shown at once, claimed as nothing. */
  entering = $state.raw<ReadonlyMap<string, Entry>>(new Map());
  #uploader: Uploader | null = null;
  #is_uploading = false; // this tab is the one that does
  readonly #tabs = new BroadcastChannel('bayge-mark');

  async start(): Promise<void> {
    this.#tabs.onmessage = ({ data }: MessageEvent<unknown>) => void this.#told(data);
    await this.reload();
    this.#uploader = new Uploader({
      store: keeping.store,
      send,
      clock: device_clock,
      random: Math.random,
      newId,
      may_send: () => link.is_online && device.paired?.is_confirmed === true && link.barred === null && device.may_write,
      subject: () => device.paired?.subject ?? null,
      changed: (orders) => this.changed(orders),
    });
    link.onBack(() => this.wake());
    await this.#uploadInOneTab();
  }

  /** How many of this person's entries have no verdict yet. */
  get waiting(): number {
    return unsettledIn(this.items.filter((item) => item.subject === device.paired?.subject));
  }

  /** How many of these are other people's: they wait for their owners. */
  get foreign(): number {
    return unsettledIn(this.items) - this.waiting;
  }

  /** This person's submissions to this championship that have a verdict. */
  get settled(): readonly Item[] {
    const { paired } = device;
    return this.items.filter((item) => item.phase === 'done' && item.subject === paired?.subject && item.championship === paired.championship);
  }

  of(sheet: Sheet): readonly Item[] {
    return this.items.filter((item) => isSameSheet(item, sheet));
  }

  wake(): void {
    if (this.#is_uploading) void this.#uploader?.wake();
    else this.#tabs.postMessage([]);
  }

  /** Enter; resolves when it is in the device's memory, false when it could not be kept. */
  async enter(sheet: Sheet, entry: Entry, beside: Beside = {}): Promise<boolean> {
    const subject = device.paired?.subject;
    if (!subject || device.is_practice) return false; // a trainee's entries never come near the outbox
    const place = placeOf(sheet, entry.aspect);
    if (!isRemark(entry)) this.entering = new Map([...this.entering, [place, entry]]);
    try {
      const is_kept = await keeping.isWritten(async () => {
        const { order } = await keeping.store.enter(sheet, subject, entry, Date.now(), newId, beside);
        await this.changed([order]);
      });
      this.wake();
      return is_kept;
    } finally {
      this.entering = new Map([...this.entering].filter(([one, other]) => one !== place || other !== entry));
    }
  }

  async takeBack(sheet: Sheet, aspect: string): Promise<boolean> {
    const subject = device.paired?.subject;
    if (!subject) return false;
    let is_back = false;
    await keeping.isWritten(async () => {
      const order = await keeping.store.takeBack(sheet, subject, aspect);
      is_back = order !== null;
      if (order !== null) await this.changed([order]);
    });
    return is_back;
  }

  /** Put away what needs no more attention; what the services have not answered stays. */
  async putAway(orders: readonly number[]): Promise<void> {
    await keeping.isWritten(async () => this.changed(await keeping.store.putAway(orders)));
  }

  async reload(): Promise<void> {
    this.items = (await keeping.found((store) => store.items())) ?? this.items;
    this.under_way = new Set(this.#uploader?.under_way);
  }

  /** Show what is at these places now, here and in the other tabs. */
  async changed(orders: readonly number[]): Promise<void> {
    await this.#look(orders);
    this.#tabs.postMessage([...orders]);
  }

  async #told(by_another_tab: unknown): Promise<void> {
    if (Array.isArray(by_another_tab)) await this.#look(by_another_tab as number[]);
    else await this.reload(); // an earlier version of the page does not say where
    if (this.#is_uploading) this.wake();
  }

  async #look(orders: readonly number[]): Promise<void> {
    this.under_way = new Set(this.#uploader?.under_way);
    if (orders.length === 0) return;
    const found = await keeping.found((store) => store.at(orders));
    if (!found) return;
    const others = this.items.filter((item) => !orders.includes(item.order));
    this.items = [...others, ...found].sort((one, other) => one.order - other.order);
    this.under_way = new Set(this.#uploader?.under_way);
  }

  /** Two tabs of one app would do the work twice; harmless, but it says "sent" in one and "saved" in the other. */
  async #uploadInOneTab(): Promise<void> {
    const begin = () => {
      this.#is_uploading = true;
      this.wake();
    };
    if (!('locks' in navigator)) return begin();
    void navigator.locks.request('bayge-mark-upload', () => {
      begin();
      return new Promise(() => undefined); // kept until the tab is gone
    });
  }
}

function unsettledIn(items: readonly Item[]): number {
  return items.filter(isUnsettled).reduce((sum, item) => sum + item.entries.length, 0);
}

/** Return the name of one square of one sheet. */
export function placeOf(sheet: Sheet, aspect: string): string {
  return [sheet.skill, sheet.form, sheet.competitor, aspect].join('/');
}

async function send(item: Item): Promise<Reply | 'barred'> {
  const asked = await link.ask<SubmissionAnswer>('/submissions', { method: 'POST', body: submissionDocument(item) });
  if (asked.kind === 'barred') return 'barred';
  if (asked.kind === 'problem') return isForLater(asked.problem) ? { kind: 'lost' } : { kind: 'problem', problem: asked.problem };
  if (asked.kind !== 'ok' || asked.body?.id !== item.id) return { kind: 'lost' };
  if (asked.body.status !== 'logged') void office.refreshSheets(item.skill, item.form, asked.body.offset);
  return { kind: 'answer', answer: asked.body };
}

export const outbox = new Outbox();
