/**
 * Keeps the whole marking page on the device. The build writes FILES and VERSION above this text.
 *
 * A version is complete in its own cache or not there at all, and stays until the person takes the next one. The
 * API is never cached here: what the services say is kept, with its age, by the page itself.
 */
/* global FILES, VERSION */
const CACHE = `bayge-mark-${VERSION}`;
const PAGE = '/mark';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('bayge-mark-') && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  const wanted = request.mode === 'navigate' ? PAGE : pathname;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(wanted)).then((held) => held ?? fetch(request)));
});
