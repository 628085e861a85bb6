/**
 * Brings the parts together, and keeps what is shown fresh: on a nudge, on a beat, and when the link is back.
 */
import type { Told } from '../../lib/mark/nudges';
import type { OtherDevice } from '../../lib/mark/wire';
import { APP_VERSION, device } from './device.svelte';
import { here } from './place.svelte';
import { keeping } from './keeping.svelte';
import { link } from './link.svelte';
import { notes } from './notes.svelte';
import { followNudges } from './nudged';
import { office } from './office.svelte';
import { outbox } from './outbox.svelte';
import { photos } from './photos.svelte';
import { tidy } from './tidying';

const BATTERY_MS = 1_000;
const BEAT_MS = 15_000;
const REFRESH_MS = 20_000;
const TIDY_MS = 10 * 60_000;

interface BeatAnswer {
  server_at_ms: number;
  may_write: boolean;
  others: OtherDevice[];
}

interface Battery {
  level: number;
}

class App {
  is_ready = $state(false);
  others = $state.raw<readonly OtherDevice[]>([]);
  #listening: AbortController | null = null;

  async start(): Promise<void> {
    if (!(await keeping.open())) return;
    keeping.hear({ makeRoom: tidy, readAgain: () => void outbox.reload() });
    await device.load();
    await office.load();
    await notes.load();
    await outbox.start();
    await photos.start();
    this.is_ready = true;
    link.onBack(() => void this.refresh());
    device.onOtherTab(() => this.#begunByAnother());
    setInterval(() => void tidy(), TIDY_MS);
    setInterval(() => void this.#beat(), BEAT_MS);
    setInterval(() => void this.refresh(), REFRESH_MS);
    document.addEventListener('visibilitychange', () => this.listen());
    await tidy();
    await this.refresh();
    this.listen();
    await this.#beat();
  }

  /** Follow the nudges of the device's skills while somebody looks. */
  listen(): void {
    this.#listening?.abort();
    this.#listening = null;
    if (!device.paired?.is_confirmed || document.visibilityState === 'hidden') return;
    this.#listening = new AbortController();
    for (const skill of device.paired.skills) {
      void followNudges(office.addressOf(skill), (told) => this.#told(skill, told), this.#listening.signal);
    }
  }

  /** What another tab has begun for a person is done here, too: this tab may be the one that sends. */
  async #begunByAnother(): Promise<void> {
    await office.load();
    outbox.wake();
    photos.wake();
    await this.refresh();
    this.listen();
  }

  #told(skill: string, told: Told): void {
    if ('shown' in told) office.tellShown(skill, told.shown);
    else void this.#nudged(skill, told.forms, told.offset);
  }

  async #nudged(skill: string, forms: readonly string[], offset: number): Promise<void> {
    await office.refreshForms(skill, offset);
    for (const form of forms) if (isLookedAt(skill, form)) await office.refreshSheets(skill, form, offset);
  }

  /** Ask for what is on the screen anew. */
  async refresh(): Promise<void> {
    if (!device.paired || !device.paired.is_confirmed || !link.is_online || document.visibilityState === 'hidden') return;
    outbox.wake();
    await office.refresh();
    const { place } = here;
    if ('form' in place) await office.refreshSheets(place.skill, place.form);
  }

  async #beat(): Promise<void> {
    if (!device.paired || !link.is_online) return;
    const { place } = here;
    const at = 'form' in place ? { at: { skill: place.skill, form: place.form, competitor: 'competitor' in place ? place.competitor : '' } } : {};
    const body = { app_version: APP_VERSION, outbox: outbox.waiting + outbox.foreign, ...(await battery()), ...at };
    const asked = await link.ask<BeatAnswer>('/devices/beat', { method: 'POST', body });
    if (asked.kind !== 'ok') return;
    link.serverSaid(asked.body.server_at_ms);
    this.others = asked.body.others;
    this.#mayWrite(asked.body.may_write);
  }

  #mayWrite(may_write: boolean): void {
    const was_barred = !device.may_write;
    device.may_write = may_write;
    if (!may_write) return;
    if (link.barred?.code === 'device_may_not_write') link.barred = null;
    if (was_barred) outbox.wake();
  }
}

/** Say whether what is on the screen tells of the sheets of a form: the outbox does of every form that it has loaded. */
function isLookedAt(skill: string, form: string): boolean {
  const { place } = here;
  if ('form' in place) return place.skill === skill && place.form === form;
  return place.page === 'outbox' && office.sheets.has(`${skill}/${form}`);
}

/** Return the battery in percent where the browser tells, soon: some never answer, and a beat must go out. */
async function battery(): Promise<{ battery?: number }> {
  const asked = (navigator as Navigator & { getBattery?: () => Promise<Battery> }).getBattery?.();
  const told = await Promise.race([asked, new Promise<undefined>((resolve) => setTimeout(resolve, BATTERY_MS))]);
  return told ? { battery: Math.round(told.level * 100) } : {};
}

export const app = new App();
