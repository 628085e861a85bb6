/**
 * Looks at pages with Lighthouse and prints, as one line of JSON, the four marks of each and what was found wanting:
 * `node run.mjs '{"executable": "…", "env": {…}, "flags": […], "urls": […]}'`.
 */
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const { executable, env, flags, urls } = JSON.parse(process.argv[2]);
const chrome = await launch({
  chromePath: executable,
  chromeFlags: ['--headless', ...flags],
  envVars: { ...process.env, ...env },
  logLevel: 'silent',
});
const pages = {};
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: 'silent' });
    pages[new URL(url).pathname] = { scores: scoresOf(lhr), wanting: wantingOf(lhr) };
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(pages));

function scoresOf(lhr) {
  return Object.fromEntries(Object.entries(lhr.categories).map(([id, category]) => [id, category.score]));
}

function wantingOf(lhr) {
  const weighty = Object.entries(lhr.categories).flatMap(([id, { auditRefs }]) =>
    auditRefs.filter(({ weight }) => weight > 0).map((ref) => [id, ref.id]),
  );
  return weighty
    .filter(([, id]) => lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(([category, id]) => [category, id, lhr.audits[id].displayValue ?? lhr.audits[id].title]);
}
