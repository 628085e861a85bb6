/**
 * Acts on a form: check, sign, drop. Each has an id of its own, so that asking again is harmless.
 */
import type { Problem } from '../../lib/mark/wire';
import { device } from './device.svelte';
import { link } from './link.svelte';
import { office } from './office.svelte';
import { language } from './words.svelte';

export type Said = { kind: 'done' } | { kind: 'refused'; code: string; detail: string };

const TRIES = 4;

class Acts {
  /** Do it; answers once the services have, and asks again a few times when they do not. */
  async send(skill: string, type: string, fields: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Said> {
    const body = { id: crypto.randomUUID(), championship: device.paired?.championship, skill, type, ...fields };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const asked = await link.ask<{ status: string; offset: number }>('/acts', { method: 'POST', body, headers });
      if (asked.kind === 'problem' || asked.kind === 'barred') return refused(asked.problem);
      if (asked.kind !== 'ok') continue;
      await office.refreshForms(skill, asked.body.offset);
      return { kind: 'done' };
    }
    return { kind: 'refused', code: 'lost', detail: language.words.no_answer };
  }
}

function refused(problem: Problem): Said {
  return { kind: 'refused', code: problem.code, detail: problem.detail || problem.title || problem.code };
}

export const acts = new Acts();
