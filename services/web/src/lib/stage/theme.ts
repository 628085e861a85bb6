/**
 * The colours of a championship as the style of a frame; whatever is no plain colour is left out.
 */
import type { Theme } from './wire';

const COLOUR = /^#[0-9a-fA-F]{6}$/;
const PARTS = ['ground', 'panel', 'ink', 'accent'] as const;

export function themeStyle(theme: Theme | null | undefined): string {
  return PARTS.flatMap((part) => {
    const colour = theme?.[part];
    return colour && COLOUR.test(colour) ? [`--theme-${part}: ${colour}`] : [];
  }).join('; ');
}

/** Return the image's path when it is one of this origin: no other is ever loaded. */
export function ownImage(path: string | undefined): string | null {
  return path && /^\/(?!\/)[\w./%-]+$/.test(path) ? path : null;
}
