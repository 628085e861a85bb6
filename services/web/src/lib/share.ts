/**
 * The address of a page as it is passed on: in the language of who shares it, so that its preview speaks it, too.
 */
import type { Lang } from './format';

/** Return the address without what was only this viewer's, with the language. */
export function sharedAddress(origin: string, path: string, lang: Lang): string {
  return `${origin}${path}?lang=${lang}`;
}

export type Passed = 'shared' | 'copied' | 'given_up' | 'refused';

/** What of the browser is needed; either may be missing, as on a page without HTTPS. */
export interface Ways {
  share?: (page: { title: string; url: string }) => Promise<void>;
  copy?: (text: string) => Promise<void>;
}

/** Pass an address on by the device's own way, else by the clipboard; says what became of it. */
export async function passOn(title: string, url: string, ways: Ways): Promise<Passed> {
  if (ways.share) {
    try {
      await ways.share({ title, url });
      return 'shared';
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === 'AbortError') return 'given_up';
    }
  }
  try {
    if (!ways.copy) return 'refused';
    await ways.copy(url);
    return 'copied';
  } catch {
    return 'refused'; // the button then shows the address, to be copied by hand
  }
}
