import { api } from '../../api/client';
import { BaselinesState } from '../compare/baselines-state.svelte';
import { CleanCopy } from '../dataset/table/clean-copy.svelte';
import { ExperimentForm } from '../form/experiment-form.svelte';
import { RunStart } from '../form/run-start.svelte';
import { LibraryState } from '../library/library-state.svelte';
import { toasts } from '../base/toasts.svelte';
import { app, history } from './session';

/**
 * The state objects that the window's first view does without: the views that show them import this file,
 * the first view asks `later` for it, so that neither the first paint nor the first click waits for it.
 */
export const cleanCopy = new CleanCopy(api);
/** Joins the form and "Run again", so that one run is started at a time. */
export const runStart = new RunStart(api);
export const form = new ExperimentForm(api, toasts, runStart, history);
/** Simple models that runs and groups are held against. */
export const baselines = new BaselinesState(api);
export const library = new LibraryState(api, () => app.settings.runTable, toasts, history);

// For as long as the window lives; what came before is in the rows that the table reads first.
library.start();
