/**
 * The skill and the form that a page is about, when both are known on this device.
 */
import type { Place } from '../../lib/mark/places';
import type { Form, FormStanding, SkillDocument } from '../../lib/mark/wire';
import { office } from './office.svelte';

export interface OnForm {
  skill: SkillDocument;
  form: Form;
  standing: FormStanding | undefined;
  at_ms: number;
}

/** Say whether this device knows what a page is about; what is not about a form, it always does. */
export function isKnown(place: Place): boolean {
  if (!('form' in place)) return true;
  const on = onForm(place.skill, place.form);
  if (place.page === 'sheet') return on?.skill.competitors.some((one) => one.id === place.competitor) ?? false;
  return on !== null && (place.page !== 'grid' || on.form.aspects.includes(place.aspect));
}

export function onForm(skill_id: string, form_id: string): OnForm | null {
  const skill = office.skills.get(skill_id);
  const form = skill?.scheme.forms.find((known) => known.id === form_id);
  if (!skill || !form) return null;
  const standing = office.forms.get(skill_id)?.value.forms.find((known) => known.form === form_id);
  const at_ms = office.sheets.get(`${skill_id}/${form_id}`)?.at_ms ?? 0;
  return { skill, form, standing, at_ms };
}
