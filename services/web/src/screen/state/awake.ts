/**
 * Asks the browser not to let the display sleep; asked again whenever the page is shown again.
 */
export function keepAwake(): void {
  void ask();
  document.addEventListener('visibilitychange', () => void ask());
}

async function ask(): Promise<void> {
  if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
  try {
    await navigator.wakeLock.request('screen');
  } catch (refusal) {
    // A browser that saves its battery, or a page without https, refuses; the screen's own settings then count.
    if (!(refusal instanceof DOMException)) throw refusal;
  }
}
