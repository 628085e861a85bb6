/**
 * What the services say to a team leader: released marks of the own competitors, results once they are public.
 */
import type { Names } from '../board';

export interface Session {
  token: string;
  role: string;
  championship: string;
}

export interface ReleasedForm {
  form: string;
  day: number;
  aspects: { aspect: string; description: string; mark: string | null; mark_max: string }[];
  mark: string;
  mark_max: string;
}

export interface OwnCompetitor {
  id: string;
  name: string;
  name_latin: string;
  guest: boolean;
  status: 'competing' | 'absent' | 'withdrawn' | 'disqualified';
  forms: ReleasedForm[];
  total_released: string;
  appeals: { appeal: string; form: string; aspect: string | null; state: string }[];
  result: { total: string | null; place: number | null; scale: number | null; medal: string | null } | null;
}

export interface OwnSkill {
  skill: string;
  number: string;
  name: Names;
  competitors: OwnCompetitor[];
}

export interface OwnResults {
  championship: string;
  member: string;
  skills: OwnSkill[];
}
