/**
 * Starts a screen of the hall.
 */
import { mount } from 'svelte';
import { keepPage } from '../lib/kept-page';
import '../page.css';
import './screen.css';
import ScreenApp from './ScreenApp.svelte';
import { screenState } from './state/screen.svelte';
import { keepAwake } from './state/awake';

const target = document.getElementById('app');
if (!target) throw new Error('screen.html has no #app');
mount(ScreenApp, { target });
screenState.start();
keepAwake();
keepPage('/screen-sw.js', '/screen');
