/** Return width and height scaled down so that the longer side is at most ``edge_max``, never up. */
export function fitted(width: number, height: number, edge_max: number): { width: number; height: number } {
  const scale = Math.min(1, edge_max / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
