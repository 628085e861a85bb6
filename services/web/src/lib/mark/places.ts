/**
 * Where in the marking page one is: the part of its address after #, so that one cached file is the whole app.
 */
export type Place =
  | { page: 'home' }
  | { page: 'form'; skill: string; form: string }
  | { page: 'sheet'; skill: string; form: string; competitor: string }
  | { page: 'grid'; skill: string; form: string; aspect: string }
  | { page: 'sign'; skill: string; form: string }
  | { page: 'outbox' }
  | { page: 'settings' };

export function placeOf(hash: string): Place {
  const [page, ...parts] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const [skill, form, third] = parts;
  if (page === 'outbox' || page === 'settings') return { page };
  if (skill === undefined || form === undefined) return { page: 'home' };
  if (page === 'form' || page === 'sign') return { page, skill, form };
  if (page === 'sheet' && third !== undefined) return { page, skill, form, competitor: third };
  if (page === 'grid' && third !== undefined) return { page, skill, form, aspect: third };
  return { page: 'home' };
}

export function hashOf(place: Place): string {
  const { page, ...where } = place;
  return `#/${[page, ...Object.values(where)].map(encodeURIComponent).join('/')}`;
}

/** Return the page one level up. */
export function above(place: Place): Place {
  if (place.page === 'sheet' || place.page === 'grid' || place.page === 'sign') {
    return { page: 'form', skill: place.skill, form: place.form };
  }
  return { page: 'home' };
}

/** Return the pairing code that a link carries (`/mark#pair=K7QF2M`); null when it carries none. */
export function pairingCode(hash: string): string | null {
  const found = /^#pair=([^&]+)/.exec(hash);
  return found?.[1] ? decoded(found[1]) : null;
}

/** Return a part of an address as it was meant; what nobody can have meant, as it stands. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (fault) {
    if (fault instanceof URIError) return part;
    throw fault;
  }
}
