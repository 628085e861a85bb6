/**
 * Starts the page.
 */
import { mount } from 'svelte';
import App from './App.svelte';
import './page.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });

// The shell is kept for the day without a network; a browser that refuses has lost nothing else.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('/site-sw.js').catch((refusal: unknown) => console.warn(refusal));
  });
}
