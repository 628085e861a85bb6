/**
 * Starts the marking page.
 */
import { mount } from 'svelte';
import '../page.css';
import './mark.css';
import MarkApp from './MarkApp.svelte';
import { app } from './state/app.svelte';
import './state/look.svelte';
import { update } from './state/update.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('mark.html has no #app');
mount(MarkApp, { target });
void app.start();
update.start();
