/**
 * Exchange the one-time code of an administrator's link for a token.
 *
 * The outcome is a value: each of the three has its own page, and each says what to do.
 */

export interface Session {
  token: string;
  expires_at_ms: number;
  role: string;
}

export type Outcome =
  | { kind: 'received'; session: Session }
  | { kind: 'refused'; detail: string } // the server's own words, in the reader's language
  | { kind: 'unreachable' }; // no answer, so the code may still be good

type Fetch = (address: string, request: RequestInit) => Promise<Response>;

export async function redeem(code: string, lang: string, fetch: Fetch): Promise<Outcome> {
  let answer: Response;
  try {
    answer = await fetch('/api/v1/sessions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': lang },
      body: JSON.stringify({ code }),
    });
  } catch (fault) {
    if (fault instanceof TypeError) return { kind: 'unreachable' }; // what fetch raises for a broken network
    throw fault;
  }
  if (answer.ok) return { kind: 'received', session: (await answer.json()) as Session };
  if (answer.status >= 500) return { kind: 'unreachable' };
  return { kind: 'refused', detail: await problemDetail(answer) };
}

async function problemDetail(answer: Response): Promise<string> {
  if (!answer.headers.get('Content-Type')?.startsWith('application/problem+json')) return '';
  const problem = (await answer.json()) as { detail?: string; title?: string };
  return problem.detail ?? problem.title ?? '';
}
