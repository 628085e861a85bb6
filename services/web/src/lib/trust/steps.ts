/**
 * What a person does on each kind of device, step by step, each with a picture of what the screen shows.
 */
import type { Platform } from './addresses';

/** What is drawn: a list with one row to tap, a question with a button, a switch, or a file. */
export type Picture = { kind: 'file' } | { kind: 'question' } | { kind: 'list' | 'switch'; row: number };

export interface Step {
  id: StepId;
  /** The same number twice: one or the other, by the system. */
  number: number;
  picture: Picture;
}

export type StepId =
  | 'android_get' | 'android_settings' | 'android_install' | 'android_file'
  | 'iphone_get' | 'iphone_profile' | 'iphone_install' | 'iphone_switch'
  | 'laptop_get' | 'laptop_windows' | 'laptop_mac' | 'laptop_firefox';

export const STEPS: Readonly<Record<Platform, readonly Step[]>> = {
  android: [
    { id: 'android_get', number: 1, picture: { kind: 'file' } },
    { id: 'android_settings', number: 2, picture: { kind: 'list', row: 2 } },
    { id: 'android_install', number: 3, picture: { kind: 'question' } },
    { id: 'android_file', number: 4, picture: { kind: 'list', row: 0 } },
  ],
  iphone: [
    { id: 'iphone_get', number: 1, picture: { kind: 'question' } },
    { id: 'iphone_profile', number: 2, picture: { kind: 'list', row: 1 } },
    { id: 'iphone_install', number: 3, picture: { kind: 'question' } },
    { id: 'iphone_switch', number: 4, picture: { kind: 'switch', row: 1 } },
  ],
  laptop: [
    { id: 'laptop_get', number: 1, picture: { kind: 'file' } },
    { id: 'laptop_windows', number: 2, picture: { kind: 'list', row: 2 } },
    { id: 'laptop_mac', number: 2, picture: { kind: 'switch', row: 0 } },
    { id: 'laptop_firefox', number: 2, picture: { kind: 'list', row: 3 } },
  ],
};
