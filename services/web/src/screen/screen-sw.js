/**
 * Keeps the screen's page on the device. The build writes FILES and VERSION above this text.
 *
 * Nobody stands at a screen to take a new version, so the page itself is asked for anew at each load and the kept
 * one serves when no answer comes; a new version is whole in its own cache or not there at all.
 */
/* global FILES, VERSION */
const CACHE = `bayge-screen-${VERSION}`;
const PAGE = '/screen';
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('bayge-screen-') && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  event.respondWith(request.mode === 'navigate' ? page(request) : file(request, pathname));
});

async function page(request) {
  const ended = new AbortController();
  const patience = setTimeout(() => ended.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request.url, { signal: ended.signal, credentials: 'same-origin' });
    if (answer.ok) return answer;
  } catch (fault) {
    // No network, or one that swallows requests: what is kept serves.
    if (!(fault instanceof TypeError || fault instanceof DOMException)) throw fault;
  } finally {
    clearTimeout(patience);
  }
  return (await kept(PAGE)) ?? Response.error();
}

async function file(request, pathname) {
  return (await kept(pathname)) ?? fetch(request);
}

async function kept(name) {
  const cache = await caches.open(CACHE);
  return cache.match(name);
}
