/**
 * What an overlay says in its window title, for programs that switch scenes by it: "side:wsk2024/welding lower:off".
 */
import { SLOTS, type Scene, type Scenes, type Slot } from './wire';

export function titleOf(scenes: Scenes, slots: readonly Slot[], is_stale: boolean): string {
  const said = slots.map((slot) => `${slot}:${sceneWord(scenes[slot] ?? null)}`);
  return ['bayge', ...said, is_stale ? 'stale' : 'live'].join(' ');
}

function sceneWord(scene: Scene | null): string {
  if (!scene) return 'off';
  switch (scene.type) {
    case 'competitor':
      return `competitor:${scene.board}:${scene.competitor}`;
    case 'ticker':
      return 'ticker';
    default:
      return `${scene.type}:${scene.board}`;
  }
}

export interface OverlayAddress {
  key: string;
  slots: Slot[];
  lang: string | null;
}

/** Read the address of an overlay: ``/overlay?slots=side,lower&lang=kk#KEY``. The key never reaches a server's log. */
export function overlayAddress(search: string, hash: string): OverlayAddress {
  const asked = new URLSearchParams(search);
  const named = (asked.get('slots') ?? '').split(',');
  const slots = SLOTS.filter((slot) => named.includes(slot));
  return { key: hash.replace(/^#/, ''), slots: slots.length > 0 ? slots : [...SLOTS], lang: asked.get('lang') };
}
