import { dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ErrorInfo } from '../src-shared/errors';
import { createPush } from './ipc/push';
import { CrashCounter } from './window/crash-reload';

interface CrashedPage {
  /** Folder of the workspace, which has the log. */
  readonly folder: string;
  readonly log: (error: ErrorInfo) => void;
}

/**
 * Loads a window's page again where its process crashed, and tells the person so there; after three crashes in a
 * minute a dialog takes its place. Training goes on in its workers, and so do other windows; the page comes back
 * and fetches what it missed.
 */
export function reloadAfterCrash(target: BrowserWindow, { folder, log }: CrashedPage): void {
  const crashes = new CrashCounter(() => performance.now());
  target.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log({ kind: 'internal', message: `The window's page ended: ${reason} (exit code ${exitCode})` });
    if (!crashes.mayReload()) {
      dialog.showErrorBox(
        'The window keeps crashing',
        `It is not loaded again. Runs go on; close Benchtop to stop them. ${join(folder, 'logs', 'main.log')} says more.`,
      );
      return;
    }
    target.webContents.once('did-finish-load', () => {
      const message =
        'The window crashed and was loaded again. Runs went on meanwhile; nothing of them is lost.';
      createPush(() => [target.webContents])('notice', { kind: 'error', message });
    });
    target.webContents.reload();
  });
}
