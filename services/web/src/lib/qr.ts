/**
 * A QR code as the path of an SVG: one square per dark module.
 */
import { encodeQR } from 'qr';

export interface QrPath {
  size: number;
  path: string;
}

/** ``sturdy`` codes bear dirt and glare; a loop of frames needs small ones more, for it says everything again. */
export function qrPath(text: string, sturdy: 'sturdy' | 'small' = 'sturdy'): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: sturdy === 'sturdy' ? 'medium' : 'low', border: 4 });
  const path = rows.flatMap((row, y) => row.flatMap((is_dark, x) => (is_dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size: rows.length, path };
}
