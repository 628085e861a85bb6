/**
 * Builds the page, and in development lends it the address of a running stack.
 *
 * One origin serves everything in production, so the development server passes /api and /live on:
 * `BAYGE_BACKEND=http://127.0.0.1:8080 npm run dev`.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';
import { shellWorker } from './scripts/shell-worker.mjs';

const siteWorker = () =>
  shellWorker({
    name: 'site-sw.js',
    page: '/',
    html: 'index.html',
    entry: 'index',
    source: 'src/site-sw.js',
    files: ['/site.webmanifest', '/icon.svg'],
    skipped: /vietnamese|latin-ext/,
  });

export default defineConfig(({ mode }) => {
  const backend = loadEnv(mode, '.', 'BAYGE_')['BAYGE_BACKEND'] ?? 'http://127.0.0.1:8080';
  return {
    plugins: [svelte(), siteWorker()],
    server: { host: '127.0.0.1', proxy: { '/api': backend, '/live': { target: backend, ws: true } } },
    build: { target: 'es2022', modulePreload: { polyfill: false }, reportCompressedSize: true },
    test: { include: ['src/**/*.test.ts'], environment: 'node' },
  };
});
