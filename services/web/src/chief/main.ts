/**
 * Starts the chief expert's page.
 */
import { mount } from 'svelte';
import '../page.css';
import '../mark/mark.css';
import '../mark/state/look.svelte';
import ChiefApp from './ChiefApp.svelte';
import { chief } from './state/chief.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('chief.html has no #app');
mount(ChiefApp, { target });
chief.start();
