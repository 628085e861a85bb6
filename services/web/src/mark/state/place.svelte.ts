/**
 * The page that is shown.
 */
import { above, hashOf, pairingCode, placeOf, type Place } from '../../lib/mark/places';

class Here {
  place = $state.raw<Place>(placeOf(location.hash));
  /** The code of a link that was scanned, also while the app is open. */
  scanned = $state<string | null>(null);

  constructor() {
    this.#takeCode();
    addEventListener('hashchange', () => {
      this.#takeCode();
      this.place = placeOf(location.hash);
      scrollTo(0, 0);
    });
  }

  /** The code leaves the address at once: not for the history, nor for whoever looks at the screen. */
  #takeCode(): void {
    const code = pairingCode(location.hash);
    if (code === null) return;
    this.scanned = code;
    history.replaceState(null, '', location.pathname);
  }

  go(place: Place): void {
    location.hash = hashOf(place);
  }

  /** Go to a neighbour: the way back leads past it. */
  goInstead(place: Place): void {
    history.replaceState(null, '', hashOf(place));
    this.place = place;
    scrollTo(0, 0);
  }

  up(): void {
    this.go(above(this.place));
  }
}

export const here = new Here();
