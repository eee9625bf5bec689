import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/forced-colors.css';
import './styles/print.css';
import { mount } from 'svelte';
import { connectRuns } from './api/client';
import App from './App.svelte';
import { attempt } from './state/base/toasts.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app element.');

void attempt(connectRuns());
mount(App, { target });
