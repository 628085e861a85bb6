/**
 * The page that is shown.
 */
import { above, hashOf, pairingCode, placeOf, type Place } from '../../lib/mark/places';
import { way } from './way';

class Here {
  place = $state.raw<Place>(placeOf(location.hash));
  /** The code of a link that was scanned, also while the app is open. */
  scanned = $state<string | null>(null);
  #hash = ''; // of what is shown

  constructor() {
    this.#takeCode();
    this.#hash = location.hash;
    addEventListener('hashchange', () => {
      this.#takeCode();
      if (location.hash !== this.#hash) this.#show(placeOf(location.hash)); // else a step back closed what lay over the view
    });
  }

  /** The code leaves the address at once: not for the history, nor for whoever looks at the screen. */
  #takeCode(): void {
    const code = pairingCode(location.hash);
    if (code === null) return;
    this.scanned = code;
    history.replaceState(history.state, '', location.pathname);
  }

  #show(place: Place): void {
    this.place = place;
    this.#hash = location.hash;
    scrollTo(0, 0);
  }

  /** Go to a neighbour: the way back leads past it. */
  goInstead(place: Place): void {
    history.replaceState(history.state, '', hashOf(place));
    this.#show(place);
  }

  /** Go one level up: by a step back where that leads there, so that no later step back leads down again. */
  up(): void {
    const over = above(this.place);
    const { before } = way;
    if (before !== null && hashOf(placeOf(before)) === hashOf(over)) history.back();
    else this.goInstead(over);
  }
}

export const here = new Here();
