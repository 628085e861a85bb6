/**
 * Whether the viewer asked the device for less motion. Asked at each change: it may be switched while we run.
 */
export function isMotionReduced(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
