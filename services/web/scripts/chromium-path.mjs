/**
 * Unpacks the Chromium that the package @sparticuz/chromium carries and prints, as one line of JSON, the path
 * of the browser and the environment it needs: {"executable": "…", "env": {"LD_LIBRARY_PATH": "…", …}}.
 *
 * For machines without a browser of their own: the package brings the libraries and a font too, but hands
 * them out only where it believes to be in a cloud function, so that is what it is told.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache');
const home = join(cache, 'chromium');

if (!existsSync(home)) {
  const partial = `${home}.${process.pid}`; // renamed when whole, so that an interrupted run leaves no half browser
  mkdirSync(partial, { recursive: true });
  process.env.TMPDIR = partial;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
  writeFileSync(join(partial, 'fonts', 'fonts.conf'), fontsConf(join(home, 'fonts'))); // theirs knows only their cloud's paths
  if (existsSync(home)) rmSync(partial, { recursive: true });
  else renameSync(partial, home);
}

const env = { LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_PATH: join(home, 'fonts') };
console.log(JSON.stringify({ executable: join(home, 'chromium'), env }));

function fontsConf(fonts) {
  const dirs = [fonts, '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('');
  return `<?xml version="1.0"?><fontconfig>${dirs}<cachedir>${join(fonts, 'cache')}</cachedir></fontconfig>`;
}
