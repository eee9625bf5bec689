import { api } from '../../api/client';
import { AppState } from './app-state.svelte';
import { CompareState } from '../compare/compare-state.svelte';
import { ExperimentsState } from '../form/experiments-state.svelte';
import { FirstView } from './first-view.svelte';
import { GroupsState } from '../groups/groups-state.svelte';
import { NamedDatasets } from '../dataset/named-datasets.svelte';
import { RunsState } from '../library/runs-state.svelte';
import { ShapeSamples } from './shape-samples.svelte';
import { History } from '../base/history.svelte';
import { toasts } from '../base/toasts.svelte';

/** The window's one set of state objects, joined to the real main process; more of it is in later-session. */
export const history = new History(toasts);
export const app = new AppState(api, toasts, history);
export const runs = new RunsState(api, toasts, history);
export const groups = new GroupsState(api, runs, toasts, history);
export const experiments = new ExperimentsState(api, toasts, history);
export const datasets = new NamedDatasets(api, toasts, history);
export const shapes = new ShapeSamples(api);
export const compare = new CompareState(api, runs, history);
export const firstView = new FirstView();

export const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');
