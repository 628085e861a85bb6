/**
 * Brings a file to the services as an image of the theme; what comes back is its address, or what to say instead.
 */
import { pictureOf, type Use } from '../../lib/stage/picture';
import { desk } from '../../stage/desk.svelte';
import { say } from '../state/say.svelte';

export type Upload = { image: string } | { fault: string };

export async function uploaded(file: File, use: Use): Promise<Upload> {
  const picture = await pictureOf(file, use);
  if (!picture) return { fault: say.words.image_not_read(file.name) };
  const answer = await desk.ask<{ image: string }>(`/championships/${desk.championship}/images`, { method: 'POST', body: picture });
  if (answer.kind === 'ok') return answer.body;
  return { fault: answer.kind === 'lost' ? say.words.no_answer : answer.problem.detail || answer.problem.code };
}

/** Return the files that are being dropped or were chosen. */
export function filesOf(list: FileList | null | undefined): File[] {
  return [...(list ?? [])];
}
