/**
 * Keeps a page on the device by its service worker, and looks for a new version now and then.
 *
 * Where network or room went while the worker was being installed there is none, and nothing to update: then the
 * page is kept from the beginning, soon.
 */
import { device_clock, type Cancel, type Clock } from './clock';

export const LOOK_MS = 30 * 60_000; // a page that is never closed would never hear of a new version
export const AGAIN_MS = 2_000; // while there is no worker; twice as long after each try, for a device may be full

export interface Keeping {
  register: () => Promise<ServiceWorkerRegistration>;
  isOnline: () => boolean;
  clock: Clock;
  onRegistered?: (registration: ServiceWorkerRegistration) => void; // once for each
}

export class KeptPage {
  #registration: ServiceWorkerRegistration | null = null;
  #next: Cancel = () => undefined;
  #tries = 0; // without a worker

  constructor(private readonly parts: Keeping) {}

  /** Register the worker, or look whether there is a newer one; and again after a while. */
  async look(): Promise<void> {
    this.#next();
    try {
      await this.#bringUpToDate();
    } catch (fault) {
      if (!isForNow(fault)) throw fault;
    } finally {
      this.#next = this.parts.clock.after(this.#waitMs(), () => void this.look());
    }
  }

  /** Look at once: there is a network again, though it may take a moment until it carries anything. */
  async lookNow(): Promise<void> {
    this.#tries = 0;
    await this.look();
  }

  async #bringUpToDate(): Promise<void> {
    const registration = await this.parts.register();
    if (registration !== this.#registration) {
      this.#registration = registration;
      this.parts.onRegistered?.(registration);
    } else if (this.parts.isOnline()) await registration.update();
  }

  #waitMs(): number {
    this.#tries = this.#registration?.active ? 0 : this.#tries + 1;
    return this.#tries === 0 ? LOOK_MS : Math.min(LOOK_MS, AGAIN_MS * 2 ** (this.#tries - 1));
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
  addEventListener('online', () => void page.lookNow());
  void page.look();
}

/** Whether the network is away, or the worker has gone before it was whole: the next look will tell. */
function isForNow(fault: unknown): boolean {
  return fault instanceof TypeError || (fault instanceof DOMException && fault.name === 'InvalidStateError');
}
