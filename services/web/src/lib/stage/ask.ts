/**
 * Ask the services from a page of the venue, whose browser may be years old.
 *
 * As lib/mark/api, without what a browser of an old OBS does not have (AbortSignal.timeout came in Chromium 103).
 */
export interface Problem {
  code: string;
  detail: string;
}

export type Answer<T> = { kind: 'ok'; body: T } | { kind: 'problem'; problem: Problem } | { kind: 'lost' };

export type Fetch = (address: string, request: RequestInit) => Promise<Response>;

/** Bytes and what they are. */
export class Picture {
  constructor(
    readonly content: ArrayBuffer,
    readonly type: string,
  ) {}
}

export interface Wish {
  method?: string;
  body?: unknown; // sent as JSON, but a Picture as it is
  token?: string | null;
  lang?: string;
}

export type Ask = <T>(path: string, wish?: Wish) => Promise<Answer<T>>;

const PATIENCE_MS = 12_000; // a venue's Wi-Fi can swallow a request for ever

/** Return how to ask by this fetch. */
export function askBy(fetch: Fetch): Ask {
  return async <T>(path: string, wish: Wish = {}): Promise<Answer<T>> => {
    const ended = new AbortController();
    const patience = setTimeout(() => ended.abort(), PATIENCE_MS);
    try {
      return await understood<T>(await fetch(`/api/v1${path}`, { ...requestOf(wish), signal: ended.signal }));
    } catch (fault) {
      if (isNoAnswer(fault)) return { kind: 'lost' };
      throw fault;
    } finally {
      clearTimeout(patience);
    }
  };
}

function requestOf({ method, body, token, lang }: Wish): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (lang) headers['Accept-Language'] = lang;
  if (token) headers['Authorization'] = `Bearer ${token}`;
  const common = { method: method ?? 'GET', headers, cache: 'no-store' } satisfies RequestInit;
  if (body === undefined) return { ...common, body: null };
  headers['Content-Type'] = body instanceof Picture ? body.type : 'application/json';
  return { ...common, body: body instanceof Picture ? body.content : JSON.stringify(body) };
}

function isNoAnswer(fault: unknown): boolean {
  if (fault instanceof TypeError || fault instanceof SyntaxError) return true; // no network; cut off in the middle
  return fault instanceof DOMException && fault.name === 'AbortError';
}

async function understood<T>(answer: Response): Promise<Answer<T>> {
  if (answer.status >= 500) return { kind: 'lost' };
  if (answer.status === 204) return { kind: 'ok', body: undefined as T };
  if (!(answer.headers.get('Content-Type') ?? '').includes('json')) return { kind: 'lost' }; // a hotel's log-in page
  const body = (await answer.json()) as T & Partial<Problem>;
  if (answer.ok) return { kind: 'ok', body };
  return { kind: 'problem', problem: { code: body.code ?? 'unknown', detail: body.detail ?? '' } };
}
