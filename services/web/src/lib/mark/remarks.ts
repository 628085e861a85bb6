/**
 * Comments and photos on an aspect: what the services know of them, and after it what this device has said since.
 *
 * A remark alone holds no value: it changes no mark, needs no reason, and nobody decides about it.
 */
import type { Entry, Item } from './outbox';
import type { Cell } from './wire';

/** Characters, as the services count them. */
export const COMMENT_MAX = 500;
export const PHOTOS_MAX = 4;

export interface Remark {
  key: string;
  comment: string;
  photos: readonly string[];
  by: string;
  at_ms: number;
  /** The services know it; else it is on this device alone. */
  is_in: boolean;
  is_refused: boolean;
}

export function isRemark(entry: Entry): boolean {
  const has_value = [entry.mark, entry.score, entry.scores, entry.deductions, entry.measured].some((value) => value !== undefined);
  return !has_value && hasRemark(entry);
}

export function hasRemark(entry: Entry): boolean {
  return Boolean(entry.comment) || (entry.photos?.length ?? 0) > 0;
}

/** Return a held entry and a newer one of its aspect as one: a new value keeps the remark, a new remark the value. */
export function merged(held: Entry, newer: Entry): Entry {
  if (!isRemark(newer)) return hasRemark(newer) || !hasRemark(held) ? newer : { ...newer, ...remarkOf(held) };
  const photos = [...(held.photos ?? []), ...(newer.photos ?? [])].slice(0, PHOTOS_MAX);
  const comment = newer.comment ?? held.comment;
  return { ...held, ...(comment ? { comment } : {}), ...(photos.length > 0 ? { photos } : {}) };
}

/** Say whether the two fit into one entry: no comment is replaced, no photo is left out. */
export function fitTogether(held: Entry, newer: Entry): boolean {
  if (!isRemark(newer)) return !(hasRemark(held) && hasRemark(newer));
  const photos = (held.photos?.length ?? 0) + (newer.photos?.length ?? 0);
  return photos <= PHOTOS_MAX && !(held.comment && newer.comment);
}

/** Return the remark of an entry without its value; null when there is none. */
export function remarkAlone(entry: Entry): Entry | null {
  return hasRemark(entry) ? { aspect: entry.aspect, based_on: entry.based_on, ...remarkOf(entry) } : null;
}

function remarkOf(entry: Entry): Pick<Entry, 'comment' | 'photos'> {
  return { ...(entry.comment ? { comment: entry.comment } : {}), ...(entry.photos ? { photos: entry.photos } : {}) };
}

/** Return every remark on an aspect, oldest first; ``items`` are the sheet's. */
export function remarksOn(aspect: string, cell: Cell | undefined, items: readonly Item[]): Remark[] {
  const known = (cell?.remarks ?? []).map((one) => ({
    key: one.submission, comment: one.comment ?? '', photos: one.photos, by: one.by, at_ms: one.at_ms, is_in: true, is_refused: false,
  }));
  const told = new Set(known.map((one) => one.key));
  const own = items
    .filter((item) => !told.has(item.id))
    .flatMap((item) => item.entries.filter((entry) => entry.aspect === aspect && hasRemark(entry)).map((entry) => ({
      key: item.id, comment: entry.comment ?? '', photos: entry.photos ?? [], by: item.paper?.expert ?? item.subject, at_ms: item.made_ms,
      is_in: item.phase === 'done', is_refused: item.phase === 'refused',
    })));
  return [...known, ...own];
}

/** Return a comment as the services take it: one line of plain text; null when nothing is left. */
export function plainComment(text: string): string | null {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return [...line].slice(0, COMMENT_MAX).join('').trim() || null;
}
