/**
 * Builds the marking page, the chief expert's, the team leader's and the one about trust beside the public one: a bundle of its own, so that the
 * public board's script never carries a line of it; and the service worker, with the list of what it keeps.
 *
 * Run after the public page's build, whose output it adds to.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { app_version, markWorker } from './scripts/mark-worker.mjs';

export default defineConfig({
  plugins: [svelte(), markWorker()],
  define: { __APP_VERSION__: JSON.stringify(app_version) },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    emptyOutDir: false,
    rolldownOptions: { input: ['mark.html', 'chief.html', 'leader.html', 'trust.html'] },
  },
});
