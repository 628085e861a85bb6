/**
 * Values that are probably a slip of the finger: they are asked back and typed again, never refused.
 *
 * Numbers are compared here only to ask; what a value earns is the services' to say.
 */
import type { Aspect, Band } from './wire';

const NUMBER = /^[+-]?[0-9]{1,12}(?:[.,][0-9]{1,9})?$/;

/** Return the value as the services read it, with a point; null when it is no number. */
export function measuredText(typed: string): string | null {
  const text = typed.trim();
  return NUMBER.test(text) ? text.replace(',', '.').replace(/^\+/, '') : null;
}

/** Say whether a measured value lies farther outside all bands than they are wide together. */
export function isMeasuredImplausible(aspect: Aspect, measured: string): boolean {
  const ends = boundsOf(aspect.bands ?? []);
  if (ends.length < 2) return false;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const value = Number(measured);
  return value < low - (high - low) || value > high + (high - low);
}

function boundsOf(bands: readonly Band[]): number[] {
  return bands.flatMap((band) => [band.from, band.to]).flatMap((end) => (end === null ? [] : [Number(end)]));
}

/** Return the largest number of deductions that still changes the mark. */
export function deductionsMax(aspect: Aspect): number {
  const each = hundredths(aspect.deduction ?? '0');
  return each > 0 ? Math.ceil(hundredths(aspect.mark_max) / each) : 0;
}

export function areDeductionsImplausible(aspect: Aspect, deductions: number): boolean {
  return deductions > deductionsMax(aspect);
}

function hundredths(mark: string): number {
  return Math.round(Number(mark) * 100);
}

/** Return the marks that an aspect gives by choice, largest last (R25). */
export function choicesOf(aspect: Aspect): string[] {
  return aspect.allowed_marks ? [...aspect.allowed_marks].sort((a, b) => Number(a) - Number(b)) : ['0.00', aspect.mark_max];
}
