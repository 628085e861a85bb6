/**
 * Whether the viewer asked the device for less motion. Asked at each change: it may be switched while we run.
 */
let wish: MediaQueryList | undefined;

export function isMotionReduced(): boolean {
  wish ??= matchMedia('(prefers-reduced-motion: reduce)');
  return wish.matches;
}
