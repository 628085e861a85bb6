/**
 * Which page an address means, and the address of a page.
 *
 * A handful of pages needs a function, not a router library.
 */

export type Route =
  | { page: 'start' }
  | { page: 'overview'; board: string }
  | { page: 'skill'; board: string; overview: string }
  | { page: 'member'; overview: string; member: string }
  | { page: 'competitor'; overview: string; competitor: string }
  | { page: 'admin' }
  | { page: 'unknown' };

const SLUG = /^[a-z0-9][a-z0-9-]*$/;

export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [first, second, third] = parts;
  if (first === undefined) return { page: 'start' };
  if (parts.length === 1 && first === 'admin') return { page: 'admin' };
  if (!parts.every((part) => SLUG.test(part))) return { page: 'unknown' };
  if (second === undefined) return { page: 'overview', board: first };
  if (parts.length === 2) return { page: 'skill', board: `${first}/${second}`, overview: first };
  if (parts.length > 3 || third === undefined) return { page: 'unknown' };
  if (second === 'members') return { page: 'member', overview: first, member: third };
  if (second === 'competitors') return { page: 'competitor', overview: first, competitor: third };
  return { page: 'unknown' };
}

export function memberPath(championship: string, member: string): string {
  return `/${championship}/members/${member}`;
}

export function competitorPath(championship: string, competitor: string): string {
  return `/${championship}/competitors/${competitor}`;
}

/** Return the address of a board; the id of a board is its path. */
export function pathOf(board: string): string {
  return board === INDEX ? '/' : `/${board}`;
}

export const INDEX = 'index';
