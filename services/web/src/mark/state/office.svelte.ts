/**
 * What the services last said about forms and sheets, kept on the device and asked for anew when it can be.
 */
import type { Sheet } from '../../lib/mark/outbox';
import type { FormsAnswer, Me, SheetDocument, SheetsAnswer, Shown, SkillDocument } from '../../lib/mark/wire';
import { device } from './device.svelte';
import { keeping } from './keeping.svelte';
import { link } from './link.svelte';

export interface Aged<T> {
  value: T;
  at_ms: number;
}

class Office {
  me = $state.raw<Aged<Me> | null>(null);
  skills = $state.raw<ReadonlyMap<string, SkillDocument>>(new Map());
  forms = $state.raw<ReadonlyMap<string, Aged<FormsAnswer>>>(new Map());
  sheets = $state.raw<ReadonlyMap<string, Aged<SheetsAnswer>>>(new Map()); // by skill/form

  /** Show what the device holds, before anybody is asked. */
  async load(): Promise<void> {
    const { store } = keeping;
    [this.skills, this.forms, this.sheets] = [new Map(), new Map(), new Map()]; // another person may have had the device
    this.me = (await store.kept<Me>('me')) ?? null;
    for (const skill of device.paired?.skills ?? []) {
      const document = await store.kept<SkillDocument>(`skill/${skill}`);
      const forms = await store.kept<FormsAnswer>(`forms/${skill}`);
      if (document) this.skills = new Map([...this.skills, [skill, document.value]]);
      if (forms) this.forms = new Map([...this.forms, [skill, forms]]);
      this.tellShown(skill, null); // what was on screens then may have been taken off since
    }
  }

  async refresh(): Promise<void> {
    if (!device.paired) return;
    await this.#refreshMe();
    for (const skill of device.paired?.skills ?? []) {
      await this.#refreshSkill(skill);
      await this.refreshForms(skill);
    }
  }

  async #refreshMe(): Promise<void> {
    const me = await this.#asked<Me>('me', '/office/me');
    if (!me) return;
    this.me = me;
    link.serverSaid(me.value.server_at_ms);
  }

  async #refreshSkill(skill: string): Promise<void> {
    const held = await keeping.found((store) => store.kept<SkillDocument>(`skill/${skill}`));
    const document = await this.#asked<SkillDocument>(`skill/${skill}`, this.addressOf(skill), held?.etag ?? null);
    if (document) this.skills = new Map([...this.skills, [skill, document.value]]);
  }

  async refreshForms(skill: string, at_least?: number): Promise<void> {
    const since = at_least === undefined ? '' : `?at_least=${at_least}`;
    const forms = await this.#asked<FormsAnswer>(`forms/${skill}`, `${this.addressOf(skill)}/forms${since}`);
    if (forms && isNewer(forms.value, this.forms.get(skill)?.value)) this.forms = new Map([...this.forms, [skill, forms]]);
  }

  /** Take in which marks are on screens. */
  tellShown(skill: string, shown: Shown | null): void {
    const forms = this.forms.get(skill);
    if (forms) this.forms = new Map([...this.forms, [skill, { ...forms, value: { ...forms.value, shown } }]]);
  }

  sheetOf({ skill, form, competitor }: Sheet): SheetDocument | undefined {
    return this.sheets.get(`${skill}/${form}`)?.value.sheets.find((sheet) => sheet.competitor === competitor);
  }

  /** Who is a guest or does not compete has no place, and no total on the boards of the public (R5, R7). */
  shownOf(skill: string, competitor: string): Shown | null {
    const forms = this.forms.get(skill)?.value;
    const is_guest = this.skills.get(skill)?.competitors.find((known) => known.id === competitor)?.guest ?? true;
    const status = forms?.skill.statuses[competitor] ?? 'competing';
    return is_guest || status !== 'competing' ? null : (forms?.shown ?? null);
  }

  async loadSheets(skill: string, form: string): Promise<void> {
    const key = `${skill}/${form}`;
    const kept = await keeping.found((store) => store.kept<SheetsAnswer>(`sheets/${key}`));
    if (kept && !this.sheets.has(key)) this.sheets = new Map([...this.sheets, [key, kept]]);
    await this.refreshSheets(skill, form);
  }

  /** Ask for a form's sheets, as of ``at_least``: a place in the log that an own entry has. */
  async refreshSheets(skill: string, form: string, at_least?: number): Promise<void> {
    const key = `${skill}/${form}`;
    const since = at_least === undefined ? '' : `&at_least=${at_least}`;
    const path = `${this.addressOf(skill)}/sheets?form=${encodeURIComponent(form)}${since}`;
    const sheets = await this.#asked<SheetsAnswer>(`sheets/${key}`, path);
    if (sheets && isNewer(sheets.value, this.sheets.get(key)?.value)) this.sheets = new Map([...this.sheets, [key, sheets]]);
  }

  /** Return the newest that is known: from the services, and kept; null when they did not answer or nothing is new. */
  async #asked<T>(name: string, path: string, etag: string | null = null): Promise<Aged<T> | null> {
    const { token } = link;
    const asked = await link.ask<T>(path, { etag });
    if (asked.kind !== 'ok' || token !== link.token) return null; // said to whoever had the device before
    const aged = { value: asked.body, at_ms: Date.now() };
    await keeping.isWritten(() => keeping.store.keep(name, asked.body, aged.at_ms, asked.etag));
    return aged;
  }

  addressOf(skill: string): string {
    return `/office/${device.paired?.championship}/skills/${skill}`;
  }
}

/** Answers may overtake each other: what is known of a later place in the log stays. */
function isNewer(answer: { offset: number }, held: { offset: number } | undefined): boolean {
  return held === undefined || held.offset <= answer.offset;
}

export const office = new Office();
