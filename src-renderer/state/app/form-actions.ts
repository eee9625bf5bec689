import { say } from '../../../src-shared/language/say';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { withChanges, type Change } from '../../../src-shared/fields/change';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import type { NamedDataset } from '../../../src-shared/dataset/named';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import type { Offer } from '../../../src-shared/run/live/guidance';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';

import { form } from './later-session';
import { app, experiments, history, runs } from './session';
import { api } from '../../api/client';
import { attempt, toasts } from '../base/toasts.svelte';

/**
 * Actions on the experiment of the form; each leads to the view that shows the outcome. The first view,
 * which is there before the form is, has those that it offers in `actions.ts`.
 */

/** Opens another experiment; where that loses unsaved work, a toast offers the way back, as Undo does. */
function leaveForm(open: () => void): void {
  const { name } = form.document;
  const { route } = app;
  open();
  const { opening } = form.edits;
  if (opening === null) return;
  offerReturn(name, () => {
    void history.takeBack(opening);
    app.go(route.view === 'dataset' ? route : { view: 'experiment' });
  });
}

function offerReturn(name: string, goBack: () => void): void {
  toasts.info(say('Left “{name}” without saving its changes.', { name }), {
    label: say('Go back'),
    run: goBack,
  });
}

export function newExperiment(): void {
  leaveForm(() => {
    form.openNew();
  });
  app.go({ view: 'experiment' });
}

export function openExperiment(item: SavedExperiment): void {
  leaveForm(() => {
    form.openSaved(item);
  });
  app.go({ view: 'experiment' });
}

/** Opens an experiment that is not stored under a name of its own, e.g. that of a run. */
export function openCopy(experiment: Experiment): void {
  leaveForm(() => {
    form.open(experiment);
  });
  app.go({ view: 'experiment' });
}

/** Opens the data of a run's experiment, at a line of its file. */
export function openDataAt(experiment: Experiment, line: number): void {
  const { route } = app;
  leaveForm(() => {
    form.open(experiment);
  });
  app.go({ view: 'dataset', from: route, line });
}

/**
 * Opens what a fork of a run's checkpoint may change.
 * @param changes by path, made already
 * @param weights that are set by hand there
 */
export function forkRun(
  record: Pick<RunRecord, 'id' | 'name' | 'experiment' | 'rateChanges' | 'dataset'>,
  step: number,
  changes: readonly Change[] = [],
  weights: readonly WeightEdit[] = [],
): void {
  const { id: runId, name: runName, experiment } = record;
  const fork = { runId, runName, step, experiment, weights };
  leaveForm(() => {
    form.openFork(fork, withChanges(forkedExperiment(record, step), changes));
  });
  app.go({ view: 'experiment' });
}

/**
 * Opens what a finding offers: a fork of the last kept step that is not past it, or, where a fork
 * cannot make the change or nothing was kept by then, an edited copy. The run stays as it is.
 * @param kept steps of the run that a fork can begin at, ascending
 */
export function takeOffer(record: RunRecord, { kind, step, changes }: Offer, kept: readonly number[]): void {
  const from = [...kept].reverse().find((other) => other <= step);
  if (kind === 'fork' && from !== undefined) forkRun(record, from, changes);
  else
    openCopy(
      withChanges({ ...record.experiment, name: say('{name} edited', { name: record.name }) }, changes),
    );
}

/**
 * A data file becomes the data of the experiment on the form, or of a new one from any other view.
 * @param files of the same shape, whose rows follow those of the first
 */
export async function openDataFile(path: string, files: readonly string[]): Promise<void> {
  const { route } = app;
  if (route.view !== 'experiment' && route.view !== 'dataset') {
    leaveForm(() => {
      form.openNew();
    });
  }
  app.go(route.view === 'dataset' ? route : { view: 'dataset', from: route });
  await form.openFile(path, files);
}

/** Asks for a folder of Parquet files, which is one table; cancelling changes nothing. */
export async function chooseFolder(): Promise<void> {
  const chosen = await attempt(api.datasetsChooseFolder());
  if (chosen !== null) await openDataFile(chosen.path, []);
}

/** A saved data set: a file is shown first, generated data goes to the form at once. */
export function openDataset(item: NamedDataset): void {
  leaveForm(() => {
    form.openDataset(item);
  });
  app.go(item.dataset.kind === 'file' ? { view: 'dataset', from: app.route } : { view: 'experiment' });
}

/** The data is as wanted: on to the model. */
export function useData(): void {
  if (form.errors.use !== null) return;
  form.file.remember();
  app.go({ view: 'experiment' });
}

/** Back to where the data was opened from; the choices stay with the experiment. */
export function leaveData(): void {
  const { route } = app;
  if (route.view !== 'dataset') return;
  form.file.revert();
  app.go(route.from);
  if (route.from.view === 'experiment' || !form.saves.unkept) return;
  offerReturn(form.document.name, () => {
    app.go(route);
  });
}

function show(run: StoredRun): void {
  runs.put(run);
  app.go({ view: 'run', runId: run.record.id });
}

export async function startForm(): Promise<void> {
  const run = await form.startRun(form.speed === undefined ? app.settings.speed : form.speed);
  if (run === null) return;
  show(run);
}

/** Starts a saved experiment without stopping at the form; where it is refused, the form says why. */
export async function startExperiment(item: SavedExperiment): Promise<void> {
  leaveForm(() => {
    form.openSaved(item);
  });
  const { dataset } = item.experiment;
  // Copying may take long: the form shows how far it is.
  if (dataset.kind === 'file' && dataset.copy) app.go({ view: 'experiment' });
  const run = await form.startRun(app.settings.speed);
  if (run === null) {
    app.go({ view: 'experiment' });
    return;
  }
  show(run);
}

export async function saveForm(as: 'same' | 'new' = 'same'): Promise<void> {
  const saved = await form.saves.save(as);
  if (saved === null) return;
  toasts.show('good', say('Saved “{name}”.', { name: saved.experiment.name }));
  await experiments.refresh();
}
