/**
 * Starts an overlay: graphics over a broadcast's picture.
 */
import { mount } from 'svelte';
import '../fonts.css';
import './overlay.css';
import OverlayApp from './OverlayApp.svelte';
import { overlay } from './state.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('overlay.html has no #app');
overlay.start();
mount(OverlayApp, { target });
