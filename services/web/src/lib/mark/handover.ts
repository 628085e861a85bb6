/**
 * An outbox as a file for another device of the same expert, signed by the device that wrote it.
 *
 * The ids travel along, so a mark that both devices send counts once. The signature shows that nothing was changed
 * on the way; both screens show the key's short print to compare. Who may mark is still the server's to decide.
 */
import { isUnsettled, type Entry, type Item, type NewItem } from './outbox';

const KIND = 'bayge-outbox';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface Handover {
  kind: typeof KIND;
  v: 1;
  device: string;
  subject: string;
  made_ms: number;
  items: NewItem[];
}

interface Signed {
  content: string; // the very text that was signed
  key: JsonWebKey;
  signature: string;
}

export type Read =
  | { kind: 'good'; handover: Handover; print: string }
  | { kind: 'bad'; why: 'not_ours' | 'changed' | 'other_person' };

export function newKeys(subtle: SubtleCrypto): Promise<CryptoKeyPair> {
  return subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
}

/** Return what is handed over: everything that has no verdict yet. */
export function handoverOf(items: readonly Item[], device: string, subject: string, made_ms: number): Handover {
  const open = items.filter((item) => isUnsettled(item) && item.subject === subject);
  return { kind: KIND, v: 1, device, subject, made_ms, items: open.map(({ order: _, ...item }) => item) };
}

export async function written(handover: Handover, keys: CryptoKeyPair, subtle: SubtleCrypto): Promise<string> {
  const content = JSON.stringify(handover);
  const signature = await subtle.sign(SIGNING, keys.privateKey, new TextEncoder().encode(content));
  const key = await subtle.exportKey('jwk', keys.publicKey);
  const signed: Signed = { content, key, signature: base64(new Uint8Array(signature)) };
  return JSON.stringify(signed);
}

export async function read(text: string, subject: string, subtle: SubtleCrypto): Promise<Read> {
  const signed = parsed<Signed>(text);
  if (typeof signed?.content !== 'string' || typeof signed.signature !== 'string' || !signed.key) return { kind: 'bad', why: 'not_ours' };
  if (!(await isGenuine(signed, subtle))) return { kind: 'bad', why: 'changed' };
  const handover = parsed<Handover>(signed.content);
  if (handover?.kind !== KIND || handover.v !== 1) return { kind: 'bad', why: 'not_ours' };
  if (handover.subject !== subject) return { kind: 'bad', why: 'other_person' };
  if (!Array.isArray(handover.items) || !handover.items.every((item) => isWhole(item, subject))) return { kind: 'bad', why: 'not_ours' };
  return { kind: 'good', handover, print: await printOf(signed.key, subtle) };
}

/** Say whether the page can work with an item: anybody can sign anything, and what is taken in stays on the device. */
function isWhole(item: Partial<NewItem> | null, subject: string): boolean {
  const texts = [item?.id, item?.championship, item?.skill, item?.form, item?.competitor];
  const entries: unknown = item?.entries;
  return (
    item?.subject === subject && texts.every((text) => typeof text === 'string') && isUnsettled(item as Item) &&
    Array.isArray(item.outcomes) && Array.isArray(entries) && entries.length > 0 &&
    entries.every((entry: Partial<Entry> | null) => typeof entry?.aspect === 'string')
  );
}

/** Return six characters that stand for a key, for people to compare. */
export async function printOf(key: JsonWebKey, subtle: SubtleCrypto): Promise<string> {
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`${key.x}.${key.y}`));
  return [...new Uint8Array(digest).slice(0, 3)].map((byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase();
}

async function isGenuine(signed: Signed, subtle: SubtleCrypto): Promise<boolean> {
  try {
    const key = await subtle.importKey('jwk', signed.key, ALGORITHM, true, ['verify']);
    return await subtle.verify(SIGNING, key, bytes(signed.signature), new TextEncoder().encode(signed.content));
  } catch (fault) {
    if (fault instanceof DOMException || fault instanceof TypeError) return false; // no key at all
    throw fault;
  }
}

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}

function base64(data: Uint8Array): string {
  return btoa(String.fromCharCode(...data));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
