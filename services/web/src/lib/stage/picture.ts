/**
 * A picture as a theme keeps it: drawn anew, so that nothing but the picture is in it, and no larger than it is shown.
 *
 * Whatever the browser can draw comes in, a vector drawing, too: what goes out is plain PNG or JPEG, without a script in it.
 */
import { fitted } from '../fitted';
import { Picture } from './ask';

export const ACCEPTED = 'image/png,image/jpeg,image/webp,image/svg+xml';
/** Pixels of the longer side, by what the picture is for: a lower third at 4K is the largest that shows a photo or a flag. */
export const EDGE = { photo: 640, flag: 320, logo: 1_600 } as const;
export type Use = keyof typeof EDGE;

const BYTES_MAX = 512 * 1024;
const QUALITIES = [0.85, 0.7, 0.5] as const;
const SMALLER = 0.75;
const EDGE_MIN = 64;

/** Return the picture in a file; null when the browser sees none in it, or cannot make it small enough. */
export async function pictureOf(file: Blob, use: Use): Promise<Picture | null> {
  const image = await loaded(file);
  if (!image) return null;
  const is_drawing = file.type === 'image/svg+xml'; // sharp at any size
  for (let edge: number = EDGE[use]; edge >= EDGE_MIN; edge *= SMALLER) {
    const blob = await written(drawn(image, edge, is_drawing));
    if (!blob) return null;
    if (blob.size <= BYTES_MAX) return new Picture(await blob.arrayBuffer(), blob.type);
  }
  return null;
}

async function loaded(file: Blob): Promise<HTMLImageElement | null> {
  const address = URL.createObjectURL(file);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    return image.naturalWidth > 0 ? image : null;
  } catch (fault) {
    if (fault instanceof DOMException) return null; // no picture, or of a kind that this browser does not know
    throw fault;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function drawn(image: HTMLImageElement, edge: number, is_drawing: boolean): HTMLCanvasElement {
  const { naturalWidth: wide, naturalHeight: tall } = image;
  const up = is_drawing ? Math.max(1, edge / Math.max(wide, tall)) : 1;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitted(wide * up, tall * up, edge));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Write a canvas as PNG where something shows through, else as JPEG. */
async function written(canvas: HTMLCanvasElement): Promise<Blob | null> {
  if (isSeenThrough(canvas)) return blobOf(canvas, 'image/png');
  let blob: Blob | null = null;
  for (const quality of QUALITIES) {
    blob = await blobOf(canvas, 'image/jpeg', quality);
    if (!blob || blob.size <= BYTES_MAX) break;
  }
  return blob;
}

function isSeenThrough(canvas: HTMLCanvasElement): boolean {
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return true;
  return false;
}

function blobOf(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
