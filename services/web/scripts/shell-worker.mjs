/**
 * Writes the service worker of a page: the list of the files that the page may ever load, a version that changes with
 * any of them, what all workers have in common (src/shell-sw.js), and the page's own worker.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Return the plugin; ``files`` are kept as they stand in public/, ``skipped`` matches what of the build is not. */
export function shellWorker({ name, page, html, entry, source, files, skipped = /(?!)/ }) {
  return {
    name: `bayge-${name}`,
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const kept = [page, ...files, ...filesOf(bundle, entry).filter((file) => !skipped.test(file))];
        const worker = ['src/shell-sw.js', source].map((file) => readFileSync(file, 'utf-8')).join('\n');
        const contents = [...files.map((file) => `public${file}`), html].map((file) => readFileSync(file, 'utf-8'));
        const version = digest([...kept, worker, ...contents]);
        const said = { NAME: `bayge-${entry === 'index' ? 'site' : entry}`, VERSION: version, FILES: kept };
        const head = Object.entries(said).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join('');
        this.emitFile({ type: 'asset', fileName: name, source: head + worker });
      },
    },
  };
}

/** Return the addresses of every chunk, style and font that the entry may ever load. */
function filesOf(bundle, name) {
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

function digest(parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}
