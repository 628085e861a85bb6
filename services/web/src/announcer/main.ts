/**
 * Starts the announcer's page.
 */
import { mount } from 'svelte';
import '../page.css';
import '../stage/desk.css';
import '../state/theme.svelte';
import { desk } from '../stage/desk.svelte';
import AnnouncerApp from './AnnouncerApp.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('announcer.html has no #app');
desk.start();
mount(AnnouncerApp, { target });
