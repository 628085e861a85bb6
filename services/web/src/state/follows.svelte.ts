/**
 * Whom this viewer follows: kept on the device.
 */
import { followsFrom, isSame, toggled, type Follow } from '../lib/follows';
import { keep, kept } from './kept';

const KEY = 'follows';

class Follows {
  all = $state.raw<readonly Follow[]>(followsFrom(kept(KEY)));

  has(one: Follow): boolean {
    return this.all.some((follow) => isSame(follow, one));
  }

  toggle(one: Follow): void {
    this.all = toggled(this.all, one);
    keep(KEY, JSON.stringify(this.all));
  }
}

export const follows = new Follows();
