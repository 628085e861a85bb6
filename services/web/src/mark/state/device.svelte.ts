/**
 * Who this device is: pairing by a code, the person behind it, and the PIN.
 */
import { keyName, newKeys, printOf } from '../../lib/mark/handover';
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
  #try: { code: string; id: string } | null = null;

  /** What people compare of its key. */
  get print(): string {
    return printOf(this.key);
  }

  async load(): Promise<void> {
    const { store } = keeping;
    this.paired = (await store.kept<Paired>(KEPT))?.value ?? null;
    this.name = (await store.kept<string>('device-name'))?.value ?? '';
    this.for_panel = (await store.kept<boolean>('for-panel'))?.value ?? false;
    link.token = this.paired?.token ?? null;
    await this.#loadKeys();
  }

  /** A trainee practises: what is entered stays on the device and counts nowhere. */
  get is_practice(): boolean {
    return this.paired?.role === 'trainee';
  }

  /** Whoever types in from paper, or practises, stands for no mark. */
  get may_sign(): boolean {
    return this.paired?.role !== 'clerk' && !this.is_practice;
  }

  async pair(code: string, name: string): Promise<Problem | 'lost' | null> {
    link.token = null;
    if (this.#try?.code !== code) this.#try = { code, id: crypto.randomUUID() }; // the same try again gets the same answer
    const body = { code: code.trim(), name, app_version: APP_VERSION, id: this.#try.id };
    const asked = await link.ask<Paired>('/devices', { method: 'POST', body });
    link.token = this.paired?.token ?? null; // what was paired stays so until another pairing has worked
    if (asked.kind === 'lost' || asked.kind === 'same') return 'lost';
    if (asked.kind !== 'ok') return asked.problem;
    this.name = name;
    await keeping.store.keep('device-name', name, Date.now());
    await this.#forgetForAnother(asked.body);
    await this.#become(asked.body);
    return null;
  }

  async #forgetForAnother({ championship, role, subject }: Paired): Promise<void> {
    const person = [championship, role, subject].join('/');
    if ((await keeping.store.kept<string>(TOLD_TO))?.value === person) return;
    await keeping.store.forgetAnswers();
    await keeping.store.keep(TOLD_TO, person, Date.now());
  }

  async #become(paired: Paired): Promise<void> {
    await keeping.store.keep(KEPT, paired, Date.now());
    this.paired = paired;
    this.may_write = true;
    link.token = paired.token;
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
    await keeping.store.keep('for-panel', for_panel, Date.now());
  }

  /** Give the device up; the outbox stays until its owner is here again. */
  async unpair(): Promise<void> {
    await keeping.store.forget(KEPT);
    this.paired = null;
    link.token = null;
    link.barred = null;
  }

  async #loadKeys(): Promise<void> {
    if (!crypto.subtle) return; // not a secure page: the hand-over says so
    const { store } = keeping;
    this.keys = (await store.kept<CryptoKeyPair>('keys'))?.value ?? null;
    if (!this.keys) {
      this.keys = await newKeys(crypto.subtle);
      await store.keep('keys', this.keys, Date.now());
    }
    this.key = await keyName(await crypto.subtle.exportKey('jwk', this.keys.publicKey), crypto.subtle);
  }
}

export const device = new Device();
