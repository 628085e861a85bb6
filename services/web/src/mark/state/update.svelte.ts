/**
 * The service worker: everything of the app is on the device, and a new version waits until the person takes it.
 *
 * What was entered is in IndexedDB, which no version touches: an update can never lose it.
 */
const LOOK_MS = 30 * 60_000; // an app that is never closed would never hear of a new version

class Update {
  is_ready = $state(false);
  #waiting: ServiceWorker | null = null;

  async start(): Promise<void> {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    let had_one = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (had_one) location.reload();
      had_one = true;
    });
    const registration = await navigator.serviceWorker.register('/mark-sw.js', { scope: '/mark' });
    this.#look(registration);
    this.#lookNowAndThen(registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => this.#look(registration));
    });
  }

  #lookNowAndThen(registration: ServiceWorkerRegistration): void {
    const look = () => {
      // Without a network there is nothing to hear; the next look will.
      if (navigator.onLine) registration.update().catch((fault: unknown) => {
        if (!(fault instanceof TypeError)) throw fault;
      });
    };
    setInterval(look, LOOK_MS);
    addEventListener('online', look);
  }

  take(): void {
    this.#waiting?.postMessage('take-over');
  }

  #look(registration: ServiceWorkerRegistration): void {
    this.#waiting = registration.waiting;
    this.is_ready = registration.waiting !== null && navigator.serviceWorker.controller !== null;
  }
}

export const update = new Update();
