/**
 * The service worker of the marking page, /mark-sw.js (src/mark/mark-sw.js).
 */
import { readFileSync } from 'node:fs';
import { shellWorker } from './shell-worker.mjs';

/** The app's version, for the list of devices. */
export const app_version = JSON.parse(readFileSync('package.json', 'utf-8')).version;

export function markWorker() {
  return shellWorker({
    name: 'mark-sw.js',
    page: '/mark',
    html: 'mark.html',
    entry: 'mark',
    source: 'src/mark/mark-sw.js',
    files: ['/mark.webmanifest', '/icon.svg', '/mark-icon.svg'],
    skipped: /vietnamese|latin-ext/,
  });
}
