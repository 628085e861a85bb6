/**
 * The chief expert's session and what it shows: one skill at a time, asked for anew every few seconds.
 *
 * The token lives as long as the tab: a chief expert's laptop is not a paired device.
 */
import type { DeviceRow, Session } from '../../lib/chief/wire';
import type { Asked } from '../../lib/mark/api';
import type { FormsAnswer, SheetDocument, SheetsAnswer, SkillDocument } from '../../lib/mark/wire';
import { link } from '../../mark/state/link.svelte';

const KEPT = 'bayge.chief';
const REFRESH_MS = 5_000;

class Chief {
  session = $state.raw<Session | null>(kept());
  skill_id = $state('');
  skill = $state.raw<SkillDocument | null>(null);
  forms = $state.raw<FormsAnswer | null>(null);
  devices = $state.raw<readonly DeviceRow[]>([]);
  /** What became of the last act, where nothing did. */
  fault = $state.raw<Asked<unknown> | null>(null);

  start(): void {
    link.token = this.session?.token ?? null;
    this.skill_id = this.session?.skills[0] ?? '';
    setInterval(() => void this.refresh(), REFRESH_MS);
    void this.refresh();
  }

  async logIn(name: string, password: string): Promise<Asked<Session>> {
    link.token = null;
    const asked = await link.ask<Session>('/sessions', { method: 'POST', body: { name, password } });
    if (asked.kind !== 'ok') return asked;
    sessionStorage.setItem(KEPT, JSON.stringify(asked.body));
    this.session = asked.body;
    link.token = asked.body.token;
    link.barred = null;
    this.skill_id = asked.body.skills[0] ?? '';
    await this.refresh();
    return asked;
  }

  async logOut(): Promise<void> {
    await link.ask('/sessions/current', { method: 'DELETE' });
    sessionStorage.removeItem(KEPT);
    this.session = null;
    link.token = null;
  }

  async refresh(): Promise<void> {
    if (!this.session || !this.skill_id || document.visibilityState === 'hidden') return;
    const skill = await link.ask<SkillDocument>(this.#address);
    if (skill.kind === 'ok') this.skill = skill.body;
    const forms = await link.ask<FormsAnswer>(`${this.#address}/forms`);
    if (forms.kind === 'ok') this.forms = forms.body;
    await this.refreshDevices();
    if (link.barred) this.session = null;
  }

  async refreshDevices(): Promise<void> {
    const where = `championship=${this.session?.championship}&skill=${this.skill_id}`;
    const devices = await link.ask<{ devices: DeviceRow[] }>(`/devices?${where}`);
    if (devices.kind === 'ok') this.devices = devices.body.devices;
  }

  /** Return one sheet as it stands; null when the services do not answer. */
  async sheet(form: string, competitor: string): Promise<SheetDocument | null> {
    const where = `form=${encodeURIComponent(form)}&competitor=${encodeURIComponent(competitor)}`;
    const asked = await link.ask<SheetsAnswer>(`${this.#address}/sheets?${where}`);
    return asked.kind === 'ok' ? (asked.body.sheets.find((sheet) => sheet.competitor === competitor) ?? null) : null;
  }

  /** Do an act; when nothing comes of it, the page says why. */
  async act(type: string, fields: Record<string, unknown>): Promise<boolean> {
    const asked = await link.act({ championship: this.session?.championship, skill: this.skill_id, type, ...fields });
    this.fault = asked.kind === 'ok' ? null : asked;
    if (asked.kind === 'ok') await this.#readOwn(asked.body.offset);
    return asked.kind === 'ok';
  }

  async #readOwn(offset: number): Promise<void> {
    const forms = await link.ask<FormsAnswer>(`${this.#address}/forms?at_least=${offset}`);
    if (forms.kind === 'ok') this.forms = forms.body;
  }

  get address(): string {
    return this.#address;
  }

  get #address(): string {
    return `/office/${this.session?.championship}/skills/${this.skill_id}`;
  }
}

function kept(): Session | null {
  const text = sessionStorage.getItem(KEPT);
  return text ? (JSON.parse(text) as Session) : null;
}

export const chief = new Chief();
