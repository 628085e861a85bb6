/**
 * Keeps the whole marking page on the device. The build puts src/shell-sw.js above this text.
 *
 * A version stays until the person takes the next one.
 */
/* global answerReads, claimAtOnce, heldOrFetched */
const PAGE = '/mark';

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') self.skipWaiting();
});

claimAtOnce();
answerReads((request, pathname) => heldOrFetched(request.mode === 'navigate' ? PAGE : pathname, request));
