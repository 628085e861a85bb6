/**
 * Acts on a form: check, sign, drop.
 */
import { device } from './device.svelte';
import { link } from './link.svelte';
import { office } from './office.svelte';
import { sayProblem } from './saying';
import { language } from './words.svelte';

export type Said = { kind: 'done' } | { kind: 'refused'; code: string; detail: string };

class Acts {
  /** Do it; answers once the services have, or when they do not answer. */
  async send(skill: string, type: string, fields: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Said> {
    const asked = await link.act({ championship: device.paired?.championship, skill, type, ...fields }, headers);
    if (asked.kind === 'problem' || asked.kind === 'barred') return { kind: 'refused', code: asked.problem.code, detail: sayProblem(asked.problem) };
    if (asked.kind !== 'ok') return { kind: 'refused', code: 'lost', detail: language.words.no_answer };
    await office.refreshForms(skill, asked.body.offset);
    return { kind: 'done' };
  }
}

export const acts = new Acts();
