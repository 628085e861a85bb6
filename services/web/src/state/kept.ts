/**
 * Small choices kept on the device.
 *
 * A browser may refuse storage (private mode, policy). A choice then lasts until the page is closed: the
 * viewer has lost nothing worth a message.
 */

export function kept(name: string): string | null {
  return storage()?.getItem(`bayge.${name}`) ?? null;
}

export function keep(name: string, value: string): void {
  storage()?.setItem(`bayge.${name}`, value);
}

/** Return the browser's storage; null where it is refused. */
export function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch (refusal) {
    if (refusal instanceof DOMException) return null;
    throw refusal;
  }
}
