/**
 * Starts the operator's page.
 */
import { mount } from 'svelte';
import '../page.css';
import '../stage/desk.css';
import '../state/theme.svelte';
import { desk } from '../stage/desk.svelte';
import OperatorApp from './OperatorApp.svelte';
import { hall } from './state/hall.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('operator.html has no #app');
desk.start();
hall.start();
mount(OperatorApp, { target });
