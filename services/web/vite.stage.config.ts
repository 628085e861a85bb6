/**
 * Builds the pages of the venue (screens, overlays, operator, announcer) beside the others, for older browsers: OBS
 * carries a Chromium of its own, and a hall's screens are rarely new. OLDEST is named in docs/screens.md.
 *
 * Run after the public page's build, whose output it adds to.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { screenWorker } from './scripts/screen-worker.mjs';

const OLDEST = 'chrome95';

export default defineConfig({
  plugins: [svelte(), screenWorker()],
  build: {
    target: OLDEST,
    cssTarget: OLDEST,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    emptyOutDir: false,
    rolldownOptions: { input: ['screen.html', 'overlay.html', 'operator.html', 'announcer.html'] },
  },
});
