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
