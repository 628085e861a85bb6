/**
 * Keeps the shell of the public pages, so that they open without a network and say that there is none. The build puts
 * src/shell-sw.js above this text.
 *
 * A page comes from the network whenever there is one: only when that fails, from here. Boards never pass through this
 * worker, so that no board can be older than the page says. Files of the build have their content in their name and may
 * be kept as they are.
 */
/* global answerReads, held, heldOrFetched */
const SHELL = '/';
const NOT_OURS = /^\/(live|venue|mark|chief|screen|overlay|operator|announcer|admin)(\/|$)/;

self.addEventListener('install', () => self.skipWaiting());

answerReads((request, pathname) => {
  if (NOT_OURS.test(pathname)) return null;
  if (request.mode === 'navigate') return fetch(request).catch(() => held(SHELL));
  return pathname.startsWith('/assets/') ? heldOrFetched(pathname, request) : null;
});
