/**
 * A new version of the app waits until the person takes it.
 *
 * What was entered is in IndexedDB, which no version touches: an update can never lose it.
 */
import { keepPage } from '../../lib/kept-page';

class Update {
  is_ready = $state(false);
  #waiting: ServiceWorker | null = null;

  start(): void {
    if (!('serviceWorker' in navigator)) return;
    let had_one = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (had_one) location.reload();
      had_one = true;
    });
    keepPage('/mark-sw.js', '/mark', (registration) => {
      this.#look(registration);
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', () => this.#look(registration));
      });
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
