/**
 * What the services say to the chief expert besides what experts hear.
 */
export interface DeviceRow {
  device: string;
  name: string;
  subject: string;
  role: string;
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

/** How one expert marks; ``severity`` is the mean distance from the other judges, above 0 generous. */
export interface Quality {
  expert: string;
  corrections: number;
  scores: number;
  severity: string | null;
  agreed: number;
  apart: number;
  late_ms_mean: number | null;
}
