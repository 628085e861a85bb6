/**
 * Keeps the shell of the public pages, so that they open without a network and say that there is none. The build
 * writes FILES and VERSION above this text.
 *
 * A page comes from the network whenever there is one: only when that fails, from here. Boards and the API never pass
 * through this worker, so that no board can be older than the page says. Files of the build have their content in
 * their name and may be kept as they are.
 */
/* global FILES, VERSION */
const CACHE = `bayge-site-${VERSION}`;
const SHELL = '/';
const NOT_OURS = /^\/(api|live|venue|mark|chief|screen|overlay|operator|announcer|admin)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))),
  );
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('bayge-site-') && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name)))),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || NOT_OURS.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => held(SHELL)));
  else if (pathname.startsWith('/assets/')) event.respondWith(held(pathname).then((found) => found ?? fetch(request)));
});

function held(path) {
  return caches.open(CACHE).then((cache) => cache.match(path));
}
