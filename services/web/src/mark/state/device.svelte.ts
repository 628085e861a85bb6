/**
 * Who this device is: pairing by a code, the person behind it, and the PIN.
 */
import { keyName, newKeys, printOf } from '../../lib/mark/handover';
import { newId } from '../../lib/mark/newid';
import type { Problem, Role } from '../../lib/mark/wire';
import { keeping } from './keeping.svelte';
import { link } from './link.svelte';

export const APP_VERSION = __APP_VERSION__;

export interface Paired {
  token: string;
  device: string;
  expires_at_ms: number;
  role: Role;
  subject: string;
  championship: string;
  skills: string[];
  has_pin: boolean;
  /** The person has shown the PIN since the device was paired. */
  is_confirmed?: boolean;
}

const KEPT = 'device';
const TOLD_TO = 'told-to'; // whom the answers that are kept were given to

class Device {
  paired = $state.raw<Paired | null>(null);
  name = $state('');
  /** The name of its key. */
  key = $state('');
  /** Enter for the whole panel on this device (R22). */
  for_panel = $state(false);
  may_write = $state(true);
  keys: CryptoKeyPair | null = null;
  readonly #tabs = new BroadcastChannel('bayge-mark-device');
  #try: { code: string; id: string } | null = null;

  /** What people compare of its key. */
  get print(): string {
    return printOf(this.key);
  }

  async load(): Promise<void> {
    await this.#loadPerson();
    await this.#loadKeys();
  }

  /** Call ``act`` when another tab has paired the device, has seen the person's PIN, or has given the device up. */
  onOtherTab(act: () => Promise<void>): void {
    this.#tabs.onmessage = () => void keeping.found(() => this.#loadPerson().then(act));
  }

  async #loadPerson(): Promise<void> {
    const { store } = keeping;
    const [paired, name, for_panel] = await Promise.all([store.kept<Paired>(KEPT), store.kept<string>('device-name'), store.kept<boolean>('for-panel')]);
    [this.name, this.for_panel] = [name?.value ?? '', for_panel?.value ?? false];
    this.#be(paired?.value ?? null);
  }

  /** A trainee practises: what is entered stays on the device and counts nowhere. */
  get is_practice(): boolean {
    return this.paired?.role === 'trainee';
  }

  /** Whoever types in from paper, or practises, stands for no mark. */
  get may_sign(): boolean {
    return this.paired?.role !== 'clerk' && !this.is_practice;
  }

  async pair(code: string, name: string): Promise<Problem | 'lost' | 'not_kept' | null> {
    link.token = null;
    if (this.#try?.code !== code) this.#try = { code, id: newId() }; // the same try again gets the same answer
    const body = { code: code.trim(), name, app_version: APP_VERSION, id: this.#try.id };
    const asked = await link.ask<Paired>('/devices', { method: 'POST', body });
    link.token = this.paired?.token ?? null; // what was paired stays so until another pairing has worked
    if (asked.kind === 'lost' || asked.kind === 'same') return 'lost';
    if (asked.kind !== 'ok') return asked.problem;
    const is_kept = await keeping.isWritten(() => this.#forgetForAnother(asked.body, name));
    if (!is_kept || !(await this.#become(asked.body))) return 'not_kept';
    this.name = name;
    return null;
  }

  async #forgetForAnother({ championship, role, subject }: Paired, name: string): Promise<void> {
    await keeping.store.keep('device-name', name, Date.now());
    const person = [championship, role, subject].join('/');
    if ((await keeping.store.kept<string>(TOLD_TO))?.value === person) return;
    await keeping.store.forgetAnswers();
    await keeping.store.keep(TOLD_TO, person, Date.now());
  }

  /** Remember the pairing, or that there is none any more, and tell the other tabs; says whether it is kept. */
  async #become(paired: Paired | null): Promise<boolean> {
    const { store } = keeping;
    if (!(await keeping.isWritten(() => (paired ? store.keep(KEPT, paired, Date.now()) : store.forget(KEPT))))) return false;
    this.#be(paired);
    this.#tabs.postMessage('changed');
    return true;
  }

  #be(paired: Paired | null): void {
    this.paired = paired;
    this.may_write = true;
    link.token = paired?.token ?? null;
    link.barred = null;
  }

  async setPin(pin: string): Promise<Problem | 'lost' | null> {
    const asked = await link.ask('/devices/pin', { method: 'PUT', body: { pin } });
    if (asked.kind === 'lost') return 'lost';
    if (asked.kind === 'problem' || asked.kind === 'barred') {
      // Chosen before, perhaps by a request whose answer was lost: then it is asked for.
      if (asked.problem.code === 'pin_exists' && this.paired) await this.#become({ ...this.paired, has_pin: true });
      return asked.problem;
    }
    if (this.paired) await this.#become({ ...this.paired, has_pin: true, is_confirmed: true });
    return null;
  }

  /** Return a confirmation that this person is at the device, good for some minutes; or why there is none. */
  async confirm(pin: string): Promise<{ confirmation: string } | Problem | 'lost'> {
    const asked = await link.ask<{ confirmation: string }>('/devices/confirm', { method: 'POST', body: { pin } });
    if (asked.kind === 'ok') return asked.body;
    if (asked.kind === 'problem' && asked.problem.code === 'pin_missing' && this.paired) {
      await this.#become({ ...this.paired, has_pin: false, is_confirmed: false }); // the chief expert has reset it
    }
    return asked.kind === 'problem' || asked.kind === 'barred' ? asked.problem : 'lost';
  }

  /** Remember that the person behind the token has the device in hand. */
  async personIsHere(): Promise<void> {
    if (this.paired) await this.#become({ ...this.paired, is_confirmed: true });
  }

  async enterForPanel(for_panel: boolean): Promise<void> {
    this.for_panel = for_panel;
    if (!(await keeping.isWritten(() => keeping.store.keep('for-panel', for_panel, Date.now())))) this.for_panel = !for_panel;
  }

  /** Give the device up; the outbox stays until its owner is here again. */
  async unpair(): Promise<void> {
    await this.#become(null);
  }

  async #loadKeys(): Promise<void> {
    if (!crypto.subtle) return; // not a secure page: the hand-over says so
    const { store } = keeping;
    const kept = (await store.kept<CryptoKeyPair>('keys'))?.value;
    const keys = kept ?? (await newKeys(crypto.subtle));
    if (!kept && !(await keeping.isWritten(() => store.keep('keys', keys, Date.now())))) return; // no room even for them: said on the page
    this.keys = keys;
    this.key = await keyName(await crypto.subtle.exportKey('jwk', keys.publicKey), crypto.subtle);
  }
}

export const device = new Device();
