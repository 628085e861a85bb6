/**
 * What the chief expert's page shows: one skill at a time, asked for anew every few seconds.
 */
import type { DeviceRow, Session } from '../../lib/chief/wire';
import type { Asked } from '../../lib/mark/api';
import type { FormsAnswer, Me, SheetDocument, SheetsAnswer, SkillDocument } from '../../lib/mark/wire';
import { link } from '../../mark/state/link.svelte';
import { SignedIn } from '../../mark/state/signedin.svelte';

const REFRESH_MS = 5_000;

class Chief {
  readonly account = new SignedIn<Session>('bayge.chief', ['chief_expert', 'results_team', 'organiser']);
  /** All that the session is good for: an organiser's names none, and is good for every one. */
  skills = $state.raw<Me['skills']>([]);
  skill_id = $state('');
  skill = $state.raw<SkillDocument | null>(null);
  forms = $state.raw<FormsAnswer | null>(null);
  devices = $state.raw<readonly DeviceRow[]>([]);
  /** What became of the last act, where nothing did. */
  fault = $state.raw<Asked<unknown> | null>(null);
  readonly #doing = new Set<string>();
  #reading = ''; // the address that is asked this moment

  start(): void {
    this.#beginWith(this.session?.skills[0]);
    setInterval(() => void this.refresh(), REFRESH_MS);
    link.onBack(() => void this.#readSelf().then(() => this.refresh()));
    void this.refresh();
  }

  get session(): Session | null {
    return this.account.session;
  }

  /** Where the office tells of the skill. */
  get address(): string {
    return `/office/${this.session?.championship}/skills/${this.skill_id}`;
  }

  async logIn(name: string, password: string): Promise<Asked<Session> | 'other_role'> {
    const asked = await this.account.logIn(name, password);
    this.skills = [];
    this.#beginWith(this.session?.skills[0]);
    await this.refresh();
    return asked;
  }

  /** Turn to another skill: nothing of the one before stays on the page. */
  choose(skill: string): void {
    if (skill === this.skill_id) return;
    this.#beginWith(skill);
    void this.refresh();
  }

  #beginWith(skill: string | undefined): void {
    this.skill_id = skill ?? '';
    [this.skill, this.forms, this.devices, this.fault] = [null, null, [], null];
  }

  async refresh(): Promise<void> {
    if (!this.session || document.visibilityState === 'hidden') return;
    if (this.skills.length === 0) await this.#readSelf();
    const { address } = this;
    if (!this.skill_id || this.#reading === address) return this.account.endIfBarred();
    this.#reading = address;
    try {
      this.skill = (await this.#ofSkill<SkillDocument>('')) ?? this.skill;
      await this.#readForms();
      await this.refreshDevices();
    } finally {
      if (this.#reading === address) this.#reading = '';
    }
    this.account.endIfBarred();
  }

  /** Ask which skills there are, and what time it is: codes and forms are due by the services' clock. */
  async #readSelf(): Promise<void> {
    const { session } = this;
    if (!session) return;
    const me = await link.ask<Me>('/office/me');
    if (me.kind !== 'ok' || session !== this.session) return;
    link.serverSaid(me.body.server_at_ms);
    this.skills = me.body.skills;
    if (!this.skills.some((one) => one.skill === this.skill_id)) this.#beginWith(this.skills[0]?.skill);
  }

  /** An answer may come late: what is known of a later place in the log stays. */
  async #readForms(where = ''): Promise<void> {
    const forms = await this.#ofSkill<FormsAnswer>(`/forms${where}`);
    if (forms && (this.forms?.offset ?? -1) <= forms.offset) this.forms = forms;
  }

  async refreshDevices(): Promise<void> {
    const { address } = this;
    const where = `championship=${this.session?.championship}&skill=${this.skill_id}`;
    const devices = await link.ask<{ devices: DeviceRow[] }>(`/devices?${where}`);
    if (devices.kind === 'ok' && address === this.address) this.devices = devices.body.devices;
  }

  /** Return one sheet as it stands; null when the services do not answer. */
  async sheet(form: string, competitor: string): Promise<SheetDocument | null> {
    const where = `form=${encodeURIComponent(form)}&competitor=${encodeURIComponent(competitor)}`;
    const sheets = await this.#ofSkill<SheetsAnswer>(`/sheets?${where}`);
    return sheets?.sheets.find((sheet) => sheet.competitor === competitor) ?? null;
  }

  /** Do an act; when nothing comes of it, the page says why. A second tap while it is done is not a second act. */
  async act(type: string, fields: Record<string, unknown>): Promise<boolean> {
    const act = { championship: this.session?.championship, skill: this.skill_id, type, ...fields };
    const name = JSON.stringify(act);
    if (this.#doing.has(name)) return false;
    this.#doing.add(name);
    const asked = await link.act(act).finally(() => this.#doing.delete(name));
    this.fault = asked.kind === 'ok' ? null : asked;
    if (asked.kind === 'ok') await this.#readForms(`?at_least=${asked.body.offset}`);
    return asked.kind === 'ok';
  }

  /** Return what the office says of the skill; null when it does not, or another one was chosen meanwhile. */
  async #ofSkill<T>(path: string): Promise<T | null> {
    const { address } = this;
    const asked = await link.ask<T>(`${address}${path}`);
    return asked.kind === 'ok' && address === this.address ? asked.body : null;
  }
}

export const chief = new Chief();
