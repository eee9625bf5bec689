import { help } from './help.svelte';
import { palette } from './palette/palette.svelte';
import { tour } from './tour.svelte';
import { api } from '../../api/client';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { withChanges, type Change } from '../../../src-shared/fields/change';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import type { NamedDataset } from '../../../src-shared/dataset/named';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import type { Offer } from '../../../src-shared/run/live/guidance';
import type { RunRecord } from '../../../src-shared/run/record/record';

import type { Route } from './app-state.svelte';
import { app, compare, form, experiments, groups, history, library, runs } from './session';
import { takeIn } from './take-in';
import { redo, undo } from './undo';
import { attempt, toasts } from '../base/toasts.svelte';
import type { Command } from './commands';

/** Actions of buttons, menus and shortcuts; each leads to the view that shows the outcome. */

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
  toasts.info(`Left “${name}” without saving its changes.`, { label: 'Go back', run: goBack });
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

/**
 * Opens what a fork of a run's checkpoint may change.
 * @param changes by path, made already
 */
export function forkRun(
  record: Pick<RunRecord, 'id' | 'name' | 'experiment' | 'rateChanges' | 'dataset'>,
  step: number,
  changes: readonly Change[] = [],
): void {
  const { id: runId, name: runName, experiment } = record;
  const fork = { runId, runName, step, experiment };
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
  else openCopy(withChanges({ ...record.experiment, name: `${record.name} edited` }, changes));
}

export function openRun(id: string): void {
  app.go({ view: 'run', runId: id });
}

/** Asks for a file by main's dialog; cancelling changes nothing. */
export async function chooseFile(): Promise<void> {
  const chosen = await attempt(api.datasetsChooseFile());
  if (chosen !== null) await openFile(chosen.path, chosen.files);
}

/** Opens what the system wants opened: files of the command line, of a double click, of the menu. */
export async function openNamedFiles(): Promise<void> {
  for (;;) {
    const next = await attempt(api.appTakeFiles());
    if (next === null) return;
    await openFile(next.path, next.files);
  }
}

/** A table from the clipboard becomes a file of the workspace, and the data like any other. */
export async function pasteTable(text: string): Promise<void> {
  const kept = await attempt(api.datasetsPaste({ text }));
  if (kept !== null) await openFile(kept.path);
}

/**
 * A file becomes the data of the experiment on the form, or of a new one from any other view; the runs of a
 * capsule are taken in.
 * @param files of the same shape, whose rows follow those of the first
 */
export async function openFile(path: string, files: readonly string[] = []): Promise<void> {
  if (/\.benchtop$/i.test(path)) {
    await takeIn(path);
    return;
  }
  const { route } = app;
  if (route.view !== 'experiment' && route.view !== 'dataset') {
    leaveForm(() => {
      form.openNew();
    });
  }
  app.go(route.view === 'dataset' ? route : { view: 'dataset', from: route });
  await form.openFile(path, files);
}

/** From the form to its data. */
export function editData(): void {
  app.go({ view: 'dataset', from: { view: 'experiment' } });
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

export async function startForm(): Promise<void> {
  const run = await form.startRun(form.speed === undefined ? app.settings.speed : form.speed);
  if (run === null) return;
  runs.put(run);
  openRun(run.record.id);
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
  runs.put(run);
  openRun(run.record.id);
}

export async function saveForm(as: 'same' | 'new' = 'same'): Promise<void> {
  const saved = await form.saves.save(as);
  if (saved === null) return;
  toasts.show('good', `Saved “${saved.experiment.name}”.`);
  await experiments.refresh();
}

export async function deleteRun(id: string): Promise<void> {
  const next = nearRoute(id);
  const gone = await runs.remove(id);
  if (gone && app.route.view === 'run' && app.route.runId === id) app.go(next, true);
}

/** Where to go once a run is deleted: to its group, else to the next of the sidebar or the one before. */
function nearRoute(id: string): Route {
  const run = runs.get(id);
  if (run !== undefined && groups.holds(run)) return { view: 'group', groupId: run.record.group?.id ?? '' };
  const listed = runs.ended.filter((other) => !other.record.archived && !groups.holds(other));
  const at = listed.findIndex(({ record }) => record.id === id);
  const near = at < 0 ? undefined : (listed[at + 1] ?? listed[at - 1]);
  return near === undefined ? { view: 'home' } : { view: 'run', runId: near.record.id };
}

/** To the trash, with Undo; what is compared no longer shows them. */
export async function deleteRuns(ids: readonly string[]): Promise<void> {
  await library.remove(ids);
}

/** Lays runs side by side, with those chosen before. */
export async function compareRuns(ids: readonly string[]): Promise<void> {
  await runs.ensure(ids);
  for (const id of ids) compare.add(id);
  app.go({ view: 'compare' });
}

/** Opens a copy of a run's experiment, wherever the run is listed. */
export async function duplicateRun(id: string): Promise<void> {
  await runs.ensure([id]);
  const record = runs.get(id)?.record;
  if (record !== undefined) openCopy({ ...record.experiment, name: record.name });
}

/** Charts take a moment to be drawn in the colours of paper. */
const REDRAW_MS = 150;

/** Prints what the window shows by the system's dialog, in the light theme. */
async function printView(): Promise<void> {
  const wasDark = app.theme === 'dark';
  app.isPrinted = true;
  if (wasDark) await new Promise((resolve) => setTimeout(resolve, REDRAW_MS));
  globalThis.print();
  app.isPrinted = false;
}

export function runCommand(command: Command): void {
  switch (command) {
    case 'new-experiment':
      newExperiment();
      break;
    case 'open-file':
      void chooseFile();
      break;
    case 'undo':
      void undo();
      break;
    case 'redo':
      void redo();
      break;
    case 'print':
      void printView();
      break;
    case 'toggle-rail':
      app.toggleRail();
      break;
    case 'settings':
      app.go({ view: 'settings' });
      break;
    case 'palette':
      palette.open = !palette.open;
      break;
    case 'shortcuts':
      app.shortcutsOpen = !app.shortcutsOpen;
      break;
    case 'help':
      help.showFor(document.activeElement);
      break;
    case 'tour':
      tour.start();
      break;
    case 'runs':
      app.go({ view: 'runs' });
      break;
    case 'compare':
      app.go({ view: 'compare' });
      break;
    case 'save':
      if (app.route.view === 'experiment') void saveForm();
      break;
    case 'start':
      if (app.route.view === 'experiment') void startForm();
      else if (app.route.view === 'dataset') useData();
      break;
  }
}
