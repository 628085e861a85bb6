/**
 * The page that is shown: follows the address, and clicks on links to our own pages.
 */
import { routeOf, type Route } from '../lib/routes';

class Router {
  path = $state(location.pathname);
  route = $derived<Route>(routeOf(this.path));

  constructor() {
    addEventListener('popstate', () => this.#follow());
    document.addEventListener('click', (click) => this.#take(click));
  }

  go(path: string): void {
    history.pushState(null, '', path);
    this.#follow();
    scrollTo(0, 0);
  }

  /** Go on to where the address should have led; going back then skips this page. */
  goInstead(path: string): void {
    history.replaceState(null, '', path);
    this.#follow();
  }

  #follow(): void {
    this.path = location.pathname;
  }

  #take(click: MouseEvent): void {
    const link = click.target instanceof Element ? click.target.closest('a') : null;
    if (!link || click.defaultPrevented || click.button !== 0 || isForNewTab(click)) return;
    if (link.origin !== location.origin || link.target || link.hash) return;
    click.preventDefault();
    this.go(link.pathname);
  }
}

function isForNewTab(click: MouseEvent): boolean {
  return click.metaKey || click.ctrlKey || click.shiftKey || click.altKey;
}

export const router = new Router();
