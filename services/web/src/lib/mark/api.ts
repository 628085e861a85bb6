/**
 * Ask the services and tell four things apart: an answer, a refusal, a device that is barred, and no answer.
 *
 * A hotel's log-in page answers 200 with HTML; a proxy answers 502. Neither has seen the mark: both are no answer.
 */
import type { Problem } from './wire';

export type Asked<T> =
  | { kind: 'ok'; body: T; etag: string | null }
  | { kind: 'same' } // what is held is still so (304)
  | { kind: 'problem'; problem: Problem }
  | { kind: 'barred'; problem: Problem }
  | { kind: 'lost' };

export interface Request {
  method?: string;
  body?: unknown;
  /** A photo, instead of a JSON body. */
  photo?: ArrayBuffer;
  headers?: Record<string, string>;
  etag?: string | null;
}

export type Fetch = (address: string, request: RequestInit) => Promise<Response>;

const PHOTO_PATIENCE_MS = 60_000;
const PATIENCE_MS = 12_000; // a venue's Wi-Fi can swallow a request for ever
const BARRED = new Set(['token_revoked', 'token_expired', 'token_invalid', 'token_missing', 'device_may_not_write']);

export async function ask<T>(fetch: Fetch, token: string | null, lang: string, path: string, request: Request = {}): Promise<Asked<T>> {
  const headers: Record<string, string> = { 'Accept-Language': lang, Accept: 'application/json', ...request.headers };
  if (token !== null) headers['Authorization'] = `Bearer ${token}`;
  if (request.body !== undefined) headers['Content-Type'] = 'application/json';
  if (request.photo) headers['Content-Type'] = 'image/jpeg';
  if (request.etag) headers['If-None-Match'] = request.etag;
  try {
    const answer = await fetch(`/api/v1${path}`, {
      method: request.method ?? 'GET',
      headers,
      body: request.photo ?? (request.body === undefined ? null : JSON.stringify(request.body)),
      cache: 'no-store',
      signal: AbortSignal.timeout(request.photo ? PHOTO_PATIENCE_MS : PATIENCE_MS),
    });
    return await understood<T>(answer, token !== null);
  } catch (fault) {
    if (isNoAnswer(fault)) return { kind: 'lost' };
    throw fault;
  }
}

/** Return a photo from the services; null when they do not give it, or do not answer. */
export function askPhoto(fetch: Fetch, token: string | null, path: string): Promise<Blob | null> {
  return askFile(fetch, token, path, 'image/', {});
}

/** Return a page to print, in the language of the reader; null as for a photo. */
export function askPage(fetch: Fetch, token: string | null, lang: string, path: string): Promise<Blob | null> {
  return askFile(fetch, token, path, 'text/html', { 'Accept-Language': lang });
}

async function askFile(fetch: Fetch, token: string | null, path: string, kind: string, more: Record<string, string>): Promise<Blob | null> {
  try {
    const headers = { Authorization: `Bearer ${token ?? ''}`, ...more };
    const answer = await fetch(`/api/v1${path}`, { headers, cache: 'no-store', signal: AbortSignal.timeout(PHOTO_PATIENCE_MS) });
    const is_meant = answer.ok && (answer.headers.get('Content-Type') ?? '').startsWith(kind);
    return is_meant ? await answer.blob() : null;
  } catch (fault) {
    if (isNoAnswer(fault)) return null;
    throw fault;
  }
}

function isNoAnswer(fault: unknown): boolean {
  if (fault instanceof TypeError || fault instanceof SyntaxError) return true; // no network; cut off in the middle
  return fault instanceof DOMException && (fault.name === 'TimeoutError' || fault.name === 'AbortError');
}

async function understood<T>(answer: Response, had_token: boolean): Promise<Asked<T>> {
  if (answer.status === 304) return { kind: 'same' };
  if (answer.status >= 500) return { kind: 'lost' };
  if (answer.status === 204) return { kind: 'ok', body: undefined as T, etag: null };
  const kind = answer.headers.get('Content-Type') ?? '';
  if (!kind.includes('json')) return { kind: 'lost' };
  const body: unknown = await answer.json();
  if (answer.ok) return { kind: 'ok', body: body as T, etag: answer.headers.get('ETag') };
  const problem = problemOf(body, answer.status);
  const is_barred = had_token && BARRED.has(problem.code);
  return { kind: is_barred ? 'barred' : 'problem', problem };
}

function problemOf(body: unknown, status: number): Problem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  const parts = said.detail_parts ? { detail_parts: said.detail_parts } : {};
  return { code: said.code ?? 'unknown', title: said.title ?? '', detail: said.detail ?? '', ...parts, status };
}

const COME_BACK = new Set([408, 425, 429]);

/** Say whether a refusal is about the moment, not about what was asked: the same may be taken in later. */
export function isForLater(problem: Problem): boolean {
  return COME_BACK.has(problem.status) || problem.status === 401;
}
