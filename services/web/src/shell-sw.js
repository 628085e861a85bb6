/**
 * What the service workers of all pages have in common: keep the files of one version, drop those of others, give one
 * out. The build (scripts/shell-worker.mjs) puts NAME, VERSION and FILES above this text and the page's own worker below.
 *
 * A version is complete in its own cache or not there at all. The API never passes through a worker: what the services
 * say is kept, with its age, by the page itself.
 */
/* global NAME, VERSION, FILES */
const CACHE = `${NAME}-${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(`${NAME}-`) && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name)))),
  );
});

/** Answer the page's own reads by ``answerTo(request, pathname)``; whatever it returns nothing for goes on its way. */
function answerReads(answerTo) {
  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
    const answer = answerTo(request, pathname);
    if (answer) event.respondWith(answer);
  });
}

/** Serve pages at once, also those that were open before this worker was there. */
function claimAtOnce() {
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
}

function held(path) {
  return caches.open(CACHE).then((cache) => cache.match(path));
}

function heldOrFetched(path, request) {
  return held(path).then((found) => found ?? fetch(request));
}
