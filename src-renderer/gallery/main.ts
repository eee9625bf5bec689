import '../styles/fonts.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/forced-colors.css';
import { mount } from 'svelte';
import { installBridge } from './bridge';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app element.');

// Before the specimens are loaded: the window's state takes the bridge as it is loaded itself.
installBridge();
const { default: Gallery } = await import('./Gallery.svelte');
mount(Gallery, { target });
