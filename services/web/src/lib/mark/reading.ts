/**
 * Reads one QR code from one picture: with the browser's own reader where it has one, else with ours.
 */
import { decodeQR } from 'qr/decode.js';

export type Picture = HTMLVideoElement | HTMLCanvasElement;
export type ReadCode = (picture: Picture) => Promise<string | null>;

interface Detector {
  detect(picture: Picture): Promise<{ rawValue: string }[]>;
}

interface DetectorMaker {
  new (wish: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const SIDE_MAX = 800; // enough squares for our codes, and few enough for a slow phone
const TRIED_FOR_MS = 60;

export async function codeReader(): Promise<ReadCode> {
  const Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  const has_own = Maker !== undefined && (await Maker.getSupportedFormats()).includes('qr_code');
  if (!has_own) return ownReader();
  const detector = new Maker({ formats: ['qr_code'] });
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
}

/** Return the reader that needs nothing of the browser but a canvas. */
export function ownReader(): ReadCode {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (picture) => {
    const [wide, high] = sizeOf(picture);
    if (!context || wide === 0 || high === 0) return null;
    const scale = Math.min(1, SIDE_MAX / Math.max(wide, high));
    [canvas.width, canvas.height] = [Math.round(wide * scale), Math.round(high * scale)];
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return codeIn(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

/** Return what the code in a picture says; null when there is none, or none that can be read. */
export function codeIn(image: { width: number; height: number; data: Uint8ClampedArray }): string | null {
  try {
    return decodeQR(image, { timeLimit: TRIED_FOR_MS });
  } catch {
    return null; // the library's way to say so: the next picture will do
  }
}

function sizeOf(picture: Picture): [number, number] {
  return 'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
}
