/**
 * Keeps a stream of nudges open while the page is looked at; where it cannot be had, the page asks now and then.
 */
import { backoffMs } from '../../lib/backoff';
import { EventCutter, type Told } from '../../lib/mark/nudges';
import { link } from './link.svelte';

/** Call ``act`` for whatever is told of a skill, until ``signal`` ends it. */
export async function followNudges(path: string, act: (told: Told) => void, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const had_some = await readStream(path, act, signal);
    if (had_some) attempt = 0;
    await pause(backoffMs(attempt, Math.random), signal);
  }
}

async function readStream(path: string, act: (told: Told) => void, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(`/api/v1${path}/changes`, { headers: { Authorization: `Bearer ${link.token ?? ''}` }, cache: 'no-store', signal });
    if (!answer.ok || !answer.body || !answer.headers.get('Content-Type')?.startsWith('text/event-stream')) return false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const cutter = new EventCutter();
    for (let read = await reader.read(); !read.done; read = await reader.read()) cutter.take(read.value).forEach(act);
    return true;
  } catch (fault) {
    if (fault instanceof TypeError || fault instanceof DOMException) return false; // the network broke, or nobody looks any more
    throw fault;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
