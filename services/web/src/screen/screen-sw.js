/**
 * Keeps the screen's page on the device. The build puts src/shell-sw.js above this text.
 *
 * Nobody stands at a screen to take a new version, so the page itself is asked for anew at each load and the kept
 * one serves when no answer comes.
 */
/* global answerReads, claimAtOnce, held, heldOrFetched */
const PAGE = '/screen';
const PATIENCE_MS = 4000;

self.addEventListener('install', () => self.skipWaiting());
claimAtOnce();
answerReads((request, pathname) => (request.mode === 'navigate' ? page(request) : heldOrFetched(pathname, request)));

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
  return (await held(PAGE)) ?? Response.error();
}
