/**
 * The service worker of the hall's screens, /screen-sw.js (src/screen/screen-sw.js).
 */
import { shellWorker } from './shell-worker.mjs';

export function screenWorker() {
  return shellWorker({
    name: 'screen-sw.js',
    page: '/screen',
    html: 'screen.html',
    entry: 'screen',
    source: 'src/screen/screen-sw.js',
    files: ['/icon.svg'],
  });
}
