/**
 * What a refusal says to people: the services know nobody but by opaque ids, the page knows the names.
 */
import { nameIn, type Lang } from '../format';
import type { Asked } from './api';
import { personById } from './say';
import type { Problem, SkillDocument } from './wire';

/** Return the sentence with names in the places of the ids; ``nameOf`` returns an id that nobody knows as it is. */
export function problemText(problem: Problem, nameOf: (id: string) => string): string {
  const parts = problem.detail_parts ?? [problem.detail || problem.title || problem.code];
  return parts.map((part, at) => (at % 2 === 0 ? part : nameOf(part))).join('');
}

/** Return why nothing came of what was asked; nothing where something did. */
export function refusalText(asked: Asked<unknown>, no_answer: string, nameOf: (id: string) => string = (id) => id): string {
  if (asked.kind === 'ok') return '';
  return asked.kind === 'problem' || asked.kind === 'barred' ? problemText(asked.problem, nameOf) : no_answer;
}

/** Return the name of a person, a member or a skill that these skills know; else the id. */
export function nameById(id: string, skills: readonly SkillDocument[], lang: Lang): string {
  for (const skill of skills) {
    const person = personById(skill, id, lang);
    const name = person === id ? nameIn(skill.members[id] ?? (skill.skill === id ? skill.name : undefined), lang, id) : person;
    if (name !== id) return name;
  }
  return id;
}
