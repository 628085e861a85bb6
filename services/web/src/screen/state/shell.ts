/**
 * Keeps the screen's page on the device, so that it starts without a network.
 */
const LOOK_MS = 30 * 60_000; // a page that is never closed would never hear of a new version

export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register('/screen-sw.js', { scope: '/screen' });
  const look = () => {
    // Without a network there is nothing to hear; the next look will.
    if (navigator.onLine) registration.update().catch((fault: unknown) => {
      if (!(fault instanceof TypeError)) throw fault;
    });
  };
  setInterval(look, LOOK_MS);
  addEventListener('online', look);
}
