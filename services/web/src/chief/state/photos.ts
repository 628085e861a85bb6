/**
 * The photos that the chief expert has looked at, kept as long as the page is open: a refresh loads none anew.
 */
import { askPhoto } from '../../lib/mark/api';
import { link } from '../../mark/state/link.svelte';
import { chief } from './chief.svelte';

const addresses = new Map<string, string>();

/** Return an address that shows the photo; null when the services do not have it, or do not answer. */
export async function photoAddress(digest: string): Promise<string | null> {
  const known = addresses.get(digest);
  if (known) return known;
  const photo = await askPhoto((where, wish) => fetch(where, wish), link.token, `${chief.address}/photos/${digest}`);
  if (!photo) return null;
  const address = URL.createObjectURL(photo);
  addresses.set(digest, address);
  return address;
}
