/**
 * Time and timers as parameters, so that whatever waits can be tested without waiting.
 */

export interface Clock {
  now(): number; // ms since the epoch, by this device
  after(delay_ms: number, act: () => void): Cancel;
}

export type Cancel = () => void;

export const device_clock: Clock = {
  now: () => Date.now(),
  after(delay_ms, act) {
    const timer = setTimeout(act, delay_ms);
    return () => clearTimeout(timer);
  },
};
