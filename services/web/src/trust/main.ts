/**
 * Starts the page that helps a device to trust the venue's address.
 */
import { mount } from 'svelte';
import '../page.css';
import '../mark/mark.css';
import '../mark/state/look.svelte';
import TrustApp from './TrustApp.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('trust.html has no #app');
mount(TrustApp, { target });
