/**
 * Keeps a page on the device by its service worker, and looks for a new version now and then.
 *
 * Where network or room went while the worker was being installed there is none, and nothing to update: then the
 * page is kept from the beginning, soon.
 */
import { device_clock, type Cancel, type Clock } from './clock';

export const LOOK_MS = 30 * 60_000; // a page that is never closed would never hear of a new version
export const AGAIN_MS = 60_000; // until there is a worker

export interface Keeping {
  register: () => Promise<ServiceWorkerRegistration>;
  isOnline: () => boolean;
  clock: Clock;
  onRegistered?: (registration: ServiceWorkerRegistration) => void; // once for each
}

export class KeptPage {
  #registration: ServiceWorkerRegistration | null = null;
  #next: Cancel = () => undefined;

  constructor(private readonly parts: Keeping) {}

  /** Register the worker, or look whether there is a newer one; and again after a while. */
  async look(): Promise<void> {
    this.#next();
    try {
      await this.#bringUpToDate();
    } catch (fault) {
      if (!isForNow(fault)) throw fault;
    } finally {
      const wait_ms = this.#registration?.active ? LOOK_MS : AGAIN_MS;
      this.#next = this.parts.clock.after(wait_ms, () => void this.look());
    }
  }

  async #bringUpToDate(): Promise<void> {
    const registration = await this.parts.register();
    if (registration !== this.#registration) {
      this.#registration = registration;
      this.parts.onRegistered?.(registration);
    } else if (this.parts.isOnline()) await registration.update();
  }
}

/** Keep the page that this script runs in, where the browser can. */
export function keepPage(script: string, scope: string, onRegistered?: Keeping['onRegistered']): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const page = new KeptPage({
    register: () => navigator.serviceWorker.register(script, { scope }),
    isOnline: () => navigator.onLine,
    clock: device_clock,
    ...(onRegistered ? { onRegistered } : {}),
  });
  addEventListener('online', () => void page.look());
  void page.look();
}

/** Whether the network is away, or the worker has gone before it was whole: the next look will tell. */
function isForNow(fault: unknown): boolean {
  return fault instanceof TypeError || (fault instanceof DOMException && fault.name === 'InvalidStateError');
}
