import { help } from './help/help.svelte';
import { palette } from './palette/palette.svelte';
import { tour } from './help/tour.svelte';
import { api, settle } from '../../api/client';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { NamedDataset } from '../../../src-shared/dataset/named';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import { externalRefusal } from '../../../src-shared/run/record/external';

import type { Route } from './app-state.svelte';
import { later } from './later.svelte';
import { app, compare, groups, runs } from './session';
import { importDialog } from './exchange/import-dialog.svelte';
import { redo, undo } from './undo';
import { attempt, toasts } from '../base/toasts.svelte';
import type { Command } from './commands';

/** Actions of buttons, menus and shortcuts; each leads to the view that shows the outcome. */

type FormActions = typeof import('./form-actions');

/** Does something with the form, which is read first where nothing has asked for it yet. */
async function withForm(act: (actions: FormActions) => unknown): Promise<void> {
  await act(await import('./form-actions'));
}

export function newExperiment(): void {
  void withForm((actions) => {
    actions.newExperiment();
  });
}

export function openExperiment(item: SavedExperiment): void {
  void withForm((actions) => {
    actions.openExperiment(item);
  });
}

/** Starts a saved experiment without stopping at the form; where it is refused, the form says why. */
export function startExperiment(item: SavedExperiment): Promise<void> {
  return withForm((actions) => actions.startExperiment(item));
}

/** Opens an experiment that is not stored under a name of its own, e.g. that of a run. */
export function openCopy(experiment: Experiment): void {
  void withForm((actions) => {
    actions.openCopy(experiment);
  });
}

/** Opens the data of a run's experiment, at a line of its file. */
export function openDataAt(experiment: Experiment, line: number): void {
  void withForm((actions) => {
    actions.openDataAt(experiment, line);
  });
}

/** A saved data set: a file is shown first, generated data goes to the form at once. */
export function openDataset(item: NamedDataset): void {
  void withForm((actions) => {
    actions.openDataset(item);
  });
}

export function openRun(id: string): void {
  app.go({ view: 'run', runId: id });
}

/** Opens a further window on the workspace. @param runId that it shows; null: the home view */
export async function openWindow(runId: string | null = null): Promise<void> {
  await attempt(api.appOpenWindow({ runId }));
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
 * A file becomes the data of an experiment; what holds runs, by its content, is offered to be taken in.
 * @param files of the same shape, whose rows follow those of the first
 */
export async function openFile(path: string, files: readonly string[] = []): Promise<void> {
  // What cannot be looked at is told by whoever reads it as data.
  const found = files.length > 0 ? null : await settle(api.importsRecognise({ path }));
  const isRuns =
    found?.ok === true && !found.value.isTable && (found.value.kind !== null || found.value.isFolder);
  if (isRuns) importDialog.path = path;
  else await openAsData(path, files);
}

/** A file becomes the data of an experiment, whatever else it may be. */
export async function openAsData(path: string, files: readonly string[] = []): Promise<void> {
  await withForm((actions) => actions.openDataFile(path, files));
}

/** From the form to its data. */
export function editData(): void {
  app.go({ view: 'dataset', from: { view: 'experiment' } });
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
  const { library } = await later.load();
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
  if (record === undefined) return;
  if (record.external !== undefined) toasts.error(externalRefusal(record.name));
  else openCopy({ ...record.experiment, name: record.name });
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
    case 'new-window':
      void openWindow();
      break;
    case 'open-file':
      void chooseFile();
      break;
    case 'import':
      importDialog.path = null;
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
    case 'notes':
    case 'lineage':
    case 'compare':
      app.go({ view: command });
      break;
    case 'save':
      if (app.route.view === 'experiment') void withForm(({ saveForm }) => saveForm());
      break;
    case 'start':
      if (app.route.view === 'experiment') void withForm(({ startForm }) => startForm());
      else if (app.route.view === 'dataset') {
        void withForm(({ useData }) => {
          useData();
        });
      }
      break;
  }
}
