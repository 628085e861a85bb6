/**
 * The frames of /live as the gateway writes them, and what its close codes ask of us.
 *
 * Kept apart from the client so that the protocol can be read on one page beside docs/protocol.md.
 */
import type { Board, Delta } from './board';

export const PROTOCOL = 1;

interface Stamp {
  board: string;
  epoch: string;
  version: number;
  at_ms: number;
}

export type Hello = { type: 'hello'; protocol: number; beat_s: number; at_ms: number };
export type Snapshot = Stamp & { type: 'snapshot'; data: Board };
export type Change = Stamp & { type: 'delta'; data: Delta };
export type Current = Stamp & { type: 'current' };
export type Beat = { type: 'beat'; at_ms: number };
export type Refusal = { type: 'error'; code: string; board?: string; detail: string };
export type Retry = { type: 'retry'; after_ms: number }; // before a close: when to come back
export type Moving = { type: 'moving'; within_ms: number }; // open another link, keep this one until that is live
export type Frame = Hello | Snapshot | Change | Current | Beat | Refusal | Retry | Moving;

/** Where a client stands on a board: resume from here. */
export interface Position {
  epoch: string;
  version: number;
}

/** Return the frame in the text. Raises ``SyntaxError`` when it is not a JSON object with a type. */
export function parseFrame(text: string): Frame | { type: 'other' } {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    throw new SyntaxError('a frame must be an object with a type');
  }
  return KNOWN.has(String(value.type)) ? (value as Frame) : { type: 'other' };
}

// A frame type of a later gateway is skipped, not an error: the gateway may be upgraded first.
const KNOWN = new Set(['hello', 'snapshot', 'delta', 'current', 'beat', 'error', 'retry', 'moving']);

export function subscribeText(board: string, position: Position | null): string {
  return JSON.stringify({ op: 'subscribe', board, ...position });
}

export function unsubscribeText(board: string): string {
  return JSON.stringify({ op: 'unsubscribe', board });
}

/** Show a token, for boards that are not public; sent before any subscription. */
export function enterText(token: string): string {
  return JSON.stringify({ op: 'enter', token });
}

export const CLOSE_FULL = 4002; // every seat of this gateway is taken
export const CLOSE_PROTOCOL = 4199; // ours alone: the gateway speaks a later protocol than this page

/** Return whether a link closed with this code may be opened again (4100 to 4199 may not). */
export function mayComeBack(close_code: number): boolean {
  return close_code < 4100 || close_code > 4199;
}
