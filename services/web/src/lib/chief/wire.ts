/**
 * What the services say to the chief expert besides what experts hear.
 */
import type { AsideEntry } from '../mark/wire';

export interface DeviceRow {
  device: string;
  name: string;
  subject: string;
  role: string;
  paired_at_ms: number;
  last_seen_ms: number | null;
  last_write_ms: number | null;
  app_version: string;
  battery: number | null;
  outbox: number | null;
  may_write: boolean;
  is_revoked: boolean;
}

export interface Pairing {
  pairing: string;
  code: string;
  url: string;
  expires_at_ms: number;
}

export interface Session {
  token: string;
  expires_at_ms: number;
  role: string;
  championship: string;
  skills: string[];
}

/** What an expert gave a member against the panel, and what that member's experts gave back. */
export interface MemberQuality {
  member: string;
  scores: number;
  severity: string;
  returned: string | null;
}

/** One entry, ever, and what became of it. */
export interface HistoryEntry extends Omit<AsideEntry, 'mark' | 'score' | 'scores' | 'deductions' | 'measured'> {
  aspect: string;
  mark: string | null;
  score: number | null;
  scores: number[] | null;
  deductions: number | null;
  measured: string | null;
  decided_by: string | null;
  reason: string | null;
  revision: number;
  /** ``noted``: a comment or photos alone. */
  outcome: 'noted' | 'counted' | 'waiting' | 'rescore' | 'difference' | 'set_aside' | 'changed' | 'withdrawn';
  paper: { clerk: string; photo: string } | null;
}

/** How one expert marks; ``severity`` is the mean distance from the other judges, above 0 generous. */
export interface Quality {
  expert: string;
  corrections: number;
  scores: number;
  severity: string | null;
  spread: string | null;
  agreed: number;
  apart: number;
  late_ms_mean: number | null;
  late: number;
  blank: number;
  members: MemberQuality[];
}
