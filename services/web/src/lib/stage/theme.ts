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

const PATH = /^\/(?![/\\])[^\s\\]*$/;
const WITHIN = /^data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+=*$/;

/** Return the image when it is of this origin or carried along: no other is ever loaded. */
export function ownImage(image: string | undefined): string | null {
  return image && (PATH.test(image) || WITHIN.test(image)) ? image : null;
}
