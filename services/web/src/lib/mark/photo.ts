/**
 * A photo as it is kept and sent: small enough for a venue's network, drawn anew, so that where it was taken is gone.
 */
import { fitted } from '../fitted';

export interface Photo {
  digest: string;
  content: ArrayBuffer;
  /** 1 once the services have it; a number, because an index knows no truth values. */
  sent: 0 | 1;
}

const EDGE_MAX = 1_600; // pixels of the longer side: a scratch is still seen
const BYTES_MAX = 2 * 1024 * 1024;
const QUALITIES = [0.8, 0.6, 0.4] as const;

/** Return the photo in a file that a person chose; null when the browser sees no picture in it. */
export async function photoOf(file: Blob): Promise<Photo | null> {
  const picture = await decoded(file);
  if (!picture) return null;
  const { width, height } = fitted(picture.width, picture.height, EDGE_MAX);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  picture.close();
  for (const quality of QUALITIES) {
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (drawn && drawn.size <= BYTES_MAX) {
      const content = await drawn.arrayBuffer();
      return { digest: await digestOf(content), content, sent: 0 };
    }
  }
  return null;
}

async function decoded(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (fault) {
    if (fault instanceof DOMException) return null; // no picture, or of a kind that this browser does not know
    throw fault;
  }
}

/** Return the SHA-256 of a photo in hex: its name. */
export async function digestOf(content: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', content);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
