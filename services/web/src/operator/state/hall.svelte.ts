/**
 * What the operator knows of the hall: every screen, what it has painted, and the skills there are.
 */
import { desk } from '../../stage/desk.svelte';
import type { ScreensReport } from '../../lib/stage/wire';

const REFRESH_MS = 3_000;

class Hall {
  report = $state.raw<ScreensReport>({ screens: [], boards: {} });
  selected = $state.raw<ReadonlySet<string>>(new Set());

  start(): void {
    setInterval(() => void this.refresh(), REFRESH_MS);
    void this.refresh();
  }

  async refresh(): Promise<void> {
    if (!desk.session || document.visibilityState === 'hidden') return;
    const answer = await desk.ask<ScreensReport>(`/championships/${desk.championship}/screens`);
    if (answer.kind === 'ok') this.report = answer.body;
  }

  toggle(screen: string): void {
    const next = new Set(this.selected);
    if (!next.delete(screen)) next.add(screen);
    this.selected = next;
  }

  select(screens: readonly string[]): void {
    this.selected = new Set(screens);
  }

  /** Do something, and look at once at what became of it. */
  async act(method: string, path: string, body: unknown = {}): Promise<boolean> {
    const is_done = await desk.act(method, path, body);
    await this.refresh();
    return is_done;
  }
}

export const hall = new Hall();
