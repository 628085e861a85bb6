/**
 * Where this venue's addresses are, and whether this device trusts the secure one.
 */
export interface Addresses {
  secure: string;
  trust: string;
  certificate: 'internal' | 'files' | 'acme';
}

export type Trusted = 'yes' | 'no' | 'unknown';

type Ask = (address: string, wish?: RequestInit) => Promise<Response>;

/** Return the addresses; null where nothing has to be trusted, or nobody knows. */
export async function addressesOf(ask: Ask): Promise<Addresses | null> {
  try {
    const answer = await ask('/trust/addresses.json', { cache: 'no-store' });
    if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith('application/json')) return null;
    return (await answer.json()) as Addresses | null;
  } catch (fault) {
    if (fault instanceof TypeError || fault instanceof SyntaxError) return null; // no answer, or not one of ours
    throw fault;
  }
}

/** Say whether a page of the secure address can be had: an answer nobody may read is one, too. */
export async function isTrusted(ask: Ask, secure: string): Promise<Trusted> {
  try {
    await ask(`${secure}/icon.svg`, { mode: 'no-cors', cache: 'no-store' });
    return 'yes';
  } catch (fault) {
    if (fault instanceof TypeError) return 'no';
    throw fault;
  }
}

export type Platform = 'android' | 'iphone' | 'laptop';

/** Return what the device probably is; the person may choose otherwise. */
export function platformOf(agent: string, touch_points: number): Platform {
  if (/Android/.test(agent)) return 'android';
  if (/iPhone|iPad|iPod/.test(agent)) return 'iphone';
  return /Macintosh/.test(agent) && touch_points > 1 ? 'iphone' : 'laptop'; // an iPad says that it is a Mac
}
