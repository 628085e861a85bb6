/**
 * Starts the team leader's page.
 */
import { mount } from 'svelte';
import '../page.css';
import '../mark/mark.css';
import '../mark/state/look.svelte';
import LeaderApp from './LeaderApp.svelte';
import { leader } from './state/leader.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('leader.html has no #app');
mount(LeaderApp, { target });
leader.start();
