/**
 * Why the device's memory did not take something, told apart by what a person can do about it.
 */

/** What the browser is asked for has been closed for good: only a new start of the page helps. */
export const CLOSED = 'DatabaseClosed';

export type Fault =
  | { kind: 'full' } // no room: something must be deleted
  | { kind: 'closed' } // taken away while the page is open: reload
  | { kind: 'denied' } // a private window, or a setting
  | { kind: 'other'; said: string }; // the browser's own words

const KINDS: Record<string, 'full' | 'closed' | 'denied'> = {
  QuotaExceededError: 'full',
  [CLOSED]: 'closed',
  InvalidStateError: 'closed',
  VersionError: 'closed', // a newer version of the page has been here
  SecurityError: 'denied',
  NotAllowedError: 'denied',
};

/** Return what a thrown value means; null when it is no fault of the memory but a mistake of the page. */
export function faultOf(thrown: unknown): Fault | null {
  if (!(thrown instanceof DOMException)) return null;
  const kind = KINDS[thrown.name];
  return kind ? { kind } : { kind: 'other', said: [thrown.name, thrown.message].filter(Boolean).join(': ') };
}

/** Return what it means that the memory does not open at all: where there is none, it is denied. */
export function openingFaultOf(thrown: unknown): Fault | null {
  if (thrown instanceof ReferenceError || thrown instanceof TypeError) return { kind: 'denied' };
  const fault = faultOf(thrown);
  // Older private windows have a database that never opens.
  return thrown instanceof DOMException && thrown.name === 'InvalidStateError' ? { kind: 'denied' } : fault;
}

export function closedFault(why: unknown): DOMException {
  return new DOMException(why instanceof Error ? why.message : String(why), CLOSED);
}
