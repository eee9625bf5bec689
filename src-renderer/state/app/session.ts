import { api } from '../../api/client';
import { AppState } from './app-state.svelte';
import { CleanCopy } from '../dataset/table/clean-copy.svelte';
import { CompareState } from '../compare/compare-state.svelte';
import { ExperimentForm } from '../form/experiment-form.svelte';
import { ExperimentsState } from '../form/experiments-state.svelte';
import { FirstView } from './first-view.svelte';
import { GroupsState } from '../groups/groups-state.svelte';
import { LibraryState } from '../library/library-state.svelte';
import { NamedDatasets } from '../dataset/named-datasets.svelte';
import { RunStart } from '../form/run-start.svelte';
import { RunsState } from '../library/runs-state.svelte';
import { ShapeSamples } from './shape-samples.svelte';
import { History } from '../base/history.svelte';
import { toasts } from '../base/toasts.svelte';

/** The window's one set of state objects, joined to the real main process. */
export const history = new History(toasts);
export const app = new AppState(api, toasts, history);
export const runs = new RunsState(api, toasts, history);
export const groups = new GroupsState(api, runs, toasts, history);
export const library = new LibraryState(api, () => app.settings.runTable, toasts, history);
export const experiments = new ExperimentsState(api, toasts, history);
export const datasets = new NamedDatasets(api, toasts, history);
export const cleanCopy = new CleanCopy(api);
/** Joins the form and "Run again", so that one run is started at a time. */
export const runStart = new RunStart(api);
export const form = new ExperimentForm(api, toasts, runStart, history);
export const shapes = new ShapeSamples(api);
export const compare = new CompareState(api, runs, history);
export const firstView = new FirstView();

export const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');
