/**
 * The page that is shown.
 */
import { above, hashOf, placeOf, type Place } from '../../lib/mark/places';

class Here {
  place = $state.raw<Place>(placeOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.place = placeOf(location.hash);
      scrollTo(0, 0);
    });
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
