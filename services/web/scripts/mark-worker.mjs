/**
 * Writes the service worker of the marking page, /mark-sw.js: the list of the page's files, a version that changes
 * with any of them, and the worker itself (src/mark/mark-sw.js).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PUBLIC = ['/mark.webmanifest', '/icon.svg', '/mark-icon.svg'];

/** The app's version, for the list of devices. */
export const app_version = JSON.parse(readFileSync('package.json', 'utf-8')).version;

export function markWorker() {
  return {
    name: 'bayge-mark-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const kept = ['/mark', ...PUBLIC, ...filesOf(bundle, 'mark')];
        const worker = readFileSync('src/mark/mark-sw.js', 'utf-8');
        const version = digest([...kept, worker, ...PUBLIC.map((file) => readFileSync(`public${file}`, 'utf-8')), readFileSync('mark.html', 'utf-8')]);
        const head = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(kept)};\n`;
        this.emitFile({ type: 'asset', fileName: 'mark-sw.js', source: head + worker });
      },
    },
  };
}

/** Return the addresses of every chunk and style that the entry may ever load. */
export function filesOf(bundle, name) {
  const files = new Set();
  const follow = (file) => {
    const chunk = bundle[file];
    if (chunk?.type !== 'chunk' || files.has(`/${file}`)) return;
    files.add(`/${file}`);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(`/${css}`);
    for (const font of chunk.viteMetadata?.importedAssets ?? []) files.add(`/${font}`);
    [...chunk.imports, ...chunk.dynamicImports].forEach(follow);
  };
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file.name === name);
  if (!entry) throw new Error(`the bundle has no entry named ${name}`);
  follow(entry.fileName);
  return [...files].sort();
}

export function digest(parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}
