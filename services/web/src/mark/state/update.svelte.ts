/**
 * The service worker: everything of the app is on the device, and a new version waits until the person takes it.
 *
 * What was entered is in IndexedDB, which no version touches: an update can never lose it.
 */
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
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => this.#look(registration));
    });
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
