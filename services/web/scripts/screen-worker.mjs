/**
 * Writes the service worker of the hall's screens, /screen-sw.js: the list of the page's files, a version that
 * changes with any of them, and the worker itself (src/screen/screen-sw.js).
 */
import { readFileSync } from 'node:fs';
import { digest, filesOf } from './mark-worker.mjs';

const PUBLIC = ['/icon.svg'];

export function screenWorker() {
  return {
    name: 'bayge-screen-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const kept = ['/screen', ...PUBLIC, ...filesOf(bundle, 'screen')];
        const worker = readFileSync('src/screen/screen-sw.js', 'utf-8');
        const version = digest([...kept, worker, readFileSync('screen.html', 'utf-8')]);
        const head = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(kept)};\n`;
        this.emitFile({ type: 'asset', fileName: 'screen-sw.js', source: head + worker });
      },
    },
  };
}
