import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { RunService } from './runs/run-service';
import { askAboutRuns } from './window/dialogs';
import { readBounds } from './window/main-window';
import type { PageLanguage } from './window/page-language';
import { QuitGate } from './window/quit-gate';
import type { Workspace } from './workspace';

/** Every way out of the program leads through the gate. */
export function guardQuitting(
  {
    window: target,
    language,
    reportBug,
  }: {
    readonly window: BrowserWindow;
    readonly language: Pick<PageLanguage, 'say'>;
    readonly reportBug: (thrown: unknown) => void;
  },
  workspace: Pick<Workspace, 'settings'>,
  runs: Pick<RunService, 'liveRunCount' | 'close' | 'onPush'>,
): void {
  let areThreadsOver = false;
  const gate = new QuitGate({
    liveRunCount: () => runs.liveRunCount(),
    ask: (liveRuns) =>
      process.env['BENCHTOP_QUIT'] === 'stop'
        ? Promise.resolve('stop')
        : askAboutRuns(target, liveRuns, language.say),
    hide: () => {
      target.hide();
    },
    close: async () => {
      try {
        workspace.settings.set({ window: readBounds(target) });
      } catch (thrown) {
        // A full disk costs the window its position, not the runs their checkpoints.
        reportBug(thrown);
      }
      areThreadsOver = (await runs.close()) === 0;
    },
    leave: () => {
      // An ordinary end waits for every thread, and one that is held in native code never ends.
      if (!areThreadsOver) app.once('quit', () => process.kill(process.pid, 'SIGKILL'));
      app.quit();
    },
    onProblem: reportBug,
  });
  const bringBack = (): void => {
    if (target.isDestroyed()) return;
    gate.setAway(false);
    if (target.isMinimized()) target.restore();
    target.show();
    target.focus();
  };
  target.on('close', (event) => {
    if (!gate.request()) event.preventDefault();
  });
  runs.onPush(() => {
    gate.runsChanged();
  });
  app.on('second-instance', bringBack);
  app.on('activate', bringBack);
  const quitNow = (): void => {
    gate.quitNow();
  };
  target.on('session-end', quitNow);
  powerMonitor.on('shutdown', quitNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Node asks the system for a signal with its first listener. That one came with a library,
    // before Electron took the signal for itself, to ask in a window that nobody may see.
    process.removeAllListeners(signal);
    process.on(signal, quitNow);
  }
}
