/**
 * What a person is told when the device's memory did not take a mark.
 */
import type { Fault } from '../../lib/mark/faults';
import { language } from './words.svelte';

/** Return why, without what it was: a part of a sentence. */
export function faultText(fault: Fault | null): string {
  const { words } = language;
  if (fault?.kind === 'other') return words.fault_other(fault.said);
  return fault ? words[`fault_${fault.kind}`] : '';
}

/** Return what a person can do when the memory does not open at all. */
export function openingText(fault: Fault | null): string {
  const { words } = language;
  if (fault?.kind === 'other') return words.opening_other(fault.said);
  if (fault?.kind === 'full') return words.opening_full;
  return fault?.kind === 'closed' ? words.opening_closed : words.refused_hint;
}
