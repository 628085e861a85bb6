/**
 * An outbox as a file for another device of the same expert, signed by the device that wrote it.
 *
 * The ids travel along, so a mark that both devices send counts once. The signature shows that nothing was changed
 * on the way, but anybody can sign anything: before something is taken in, a person compares the short print of the key
 * on both screens, once for each device. Photos travel in a file beside what was signed, which names them by their
 * SHA-256; codes on a screen only name them. Who may mark is still the server's to decide.
 */
import { isUnsettled, type Entry, type Item, type NewItem } from './outbox';
import { digestOf, type Photo } from './photo';

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
  /** What the services do not have yet of the person's photos, by SHA-256; earlier versions of the page named none. */
  photos?: string[];
}

interface Signed {
  content: string; // the very text that was signed
  key: JsonWebKey;
  signature: string;
  photos?: Record<string, string>; // base64 by SHA-256
}

export interface Good {
  kind: 'good';
  handover: Handover;
  /** The key that signed it, whole, for the device to know again. */
  key: string;
  photos: Photo[];
}

export type Read =
  | Good
  | { kind: 'bad'; why: 'not_ours' | 'changed' | 'other_person' };

export function newKeys(subtle: SubtleCrypto): Promise<CryptoKeyPair> {
  return subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
}

/** Return what is handed over: everything that has no verdict yet, and the names of the photos that are not sent yet. */
export function handoverOf(items: readonly Item[], device: string, subject: string, made_ms: number, photos: readonly string[] = []): Handover {
  const open = items.filter((item) => isUnsettled(item) && item.subject === subject);
  return { kind: KIND, v: 1, device, subject, made_ms, items: open.map(({ order: _, ...item }) => item), photos: [...photos] };
}

export async function written(handover: Handover, keys: CryptoKeyPair, subtle: SubtleCrypto, photos: readonly Photo[] = []): Promise<string> {
  const content = JSON.stringify(handover);
  const signature = await subtle.sign(SIGNING, keys.privateKey, new TextEncoder().encode(content));
  const key = await subtle.exportKey('jwk', keys.publicKey);
  const carried = photos.map(({ digest, content }) => [digest, base64(new Uint8Array(content))]);
  const signed: Signed = { content, key, signature: base64(new Uint8Array(signature)) };
  return JSON.stringify(carried.length > 0 ? { ...signed, photos: Object.fromEntries(carried) } : signed);
}

export async function read(text: string, subject: string, subtle: SubtleCrypto): Promise<Read> {
  const signed = parsed<Signed>(text);
  if (typeof signed?.content !== 'string' || typeof signed.signature !== 'string' || !signed.key) return { kind: 'bad', why: 'not_ours' };
  if (!(await isGenuine(signed, subtle))) return { kind: 'bad', why: 'changed' };
  const handover = parsed<Handover>(signed.content);
  if (handover?.kind !== KIND || handover.v !== 1) return { kind: 'bad', why: 'not_ours' };
  if (handover.subject !== subject) return { kind: 'bad', why: 'other_person' };
  if (!Array.isArray(handover.items) || !handover.items.every((item) => isWhole(item, subject))) return { kind: 'bad', why: 'not_ours' };
  if (!Array.isArray((handover.photos ??= []))) return { kind: 'bad', why: 'not_ours' };
  const photos = await carriedPhotos(signed.photos ?? {}, new Set(handover.photos));
  return photos ? { kind: 'good', handover, photos, key: await keyName(signed.key, subtle) } : { kind: 'bad', why: 'changed' };
}

/** Return the photos of a file; null when one of them is not what was signed. */
async function carriedPhotos(carried: Record<string, string>, named: ReadonlySet<string>): Promise<Photo[] | null> {
  const photos: Photo[] = [];
  for (const [digest, text] of Object.entries(carried)) {
    const content = bytesOf(text)?.buffer;
    if (!content || !named.has(digest) || (await digestOf(content)) !== digest) return null;
    photos.push({ digest, content, sent: 0 });
  }
  return photos;
}

/** Say whether the page can work with an item: anybody can sign anything, and what is taken in stays on the device. */
function isWhole(item: Partial<NewItem> | null, subject: string): boolean {
  const texts = [item?.id, item?.championship, item?.skill, item?.form, item?.competitor];
  const entries: unknown = item?.entries;
  return (
    item?.subject === subject && texts.every((text) => typeof text === 'string') && isUnsettled(item as Item) &&
    Number.isFinite(item.next_ms) && Number.isFinite(item.attempts) &&
    Array.isArray(item.outcomes) && Array.isArray(entries) && entries.length > 0 &&
    entries.every((entry: Partial<Entry> | null) => typeof entry?.aspect === 'string' && typeof (entry.after ?? '') === 'string')
  );
}

/** Return the name of a key, by which a device knows another again. */
export async function keyName(key: JsonWebKey, subtle: SubtleCrypto): Promise<string> {
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`${key.x}.${key.y}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase();
}

/** Return the print of a key for people to compare: three groups of four, too many to be hit by trying, on one line. */
export function printOf(key_name: string): string {
  return key_name.slice(0, 12).replace(/....(?=.)/g, '$&.');
}

async function isGenuine(signed: Signed, subtle: SubtleCrypto): Promise<boolean> {
  try {
    const key = await subtle.importKey('jwk', signed.key, ALGORITHM, true, ['verify']);
    const signature = bytesOf(signed.signature);
    return signature !== null && (await subtle.verify(SIGNING, key, signature, new TextEncoder().encode(signed.content)));
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

const PIECE = 0x8000; // characters that a call takes as arguments

function base64(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += PIECE) text += String.fromCharCode(...data.subarray(at, at + PIECE));
  return btoa(text);
}

function bytesOf(text: unknown): Uint8Array<ArrayBuffer> | null {
  try {
    return typeof text === 'string' ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : null;
  } catch (fault) {
    if (fault instanceof DOMException) return null; // not base64
    throw fault;
  }
}
