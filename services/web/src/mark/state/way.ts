/**
 * The way back: the browser's button, or a phone's gesture, closes what lies over the view before it leaves the view.
 *
 * A step back while a question is open is taken again at once, so the view and what is typed in it stay as they are.
 * Every address of the page knows the one before it, so that a step back is told from a new address.
 */
interface Step {
  before: string | null; // null: the first address of the page
}

interface Layer {
  address: string;
  close: () => void;
}

class Way {
  #layers: Layer[] = []; // the topmost is the last

  constructor() {
    history.scrollRestoration = 'manual'; // a step back that is taken again must not scroll the view
    if (history.state === null) this.#note(null);
    addEventListener('popstate', (event) => {
      if (event.state !== null) this.#stepBack();
    });
    addEventListener('hashchange', (event) => {
      if (history.state !== null) return;
      this.#note(new URL(event.oldURL).hash);
      while (this.#layers.length > 0) this.#closeTopmost(); // a link that was scanned while a question was open
    });
  }

  /** Return the address that a step back leads to, within the page; null when it leads out of it. */
  get before(): string | null {
    return (history.state as Step).before;
  }

  /** Lay something over the view; returns what takes it off when it was closed otherwise. */
  lay(close: () => void): () => void {
    if (this.before === null) history.pushState({ before: location.hash } satisfies Step, ''); // else a step back leaves the page
    const layer = { address: location.href, close };
    this.#layers.push(layer);
    return () => (this.#layers = this.#layers.filter((other) => other !== layer));
  }

  #stepBack(): void {
    const topmost = this.#layers.at(-1);
    if (!topmost) return;
    history.pushState({ before: location.hash } satisfies Step, '', topmost.address);
    this.#closeTopmost();
  }

  #closeTopmost(): void {
    this.#layers.pop()?.close();
  }

  #note(before: string | null): void {
    history.replaceState({ before } satisfies Step, '');
  }
}

export const way = new Way();
