import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { RunService } from './runs/run-service';
import type { AppWindows } from './window/app-windows';
import { bringForward } from './window/desk';
import { askAboutRuns } from './window/dialogs';
import { readBounds } from './window/main-window';
import type { PageLanguage } from './window/page/page-language';
import { QuitGate } from './window/quit-gate';
import type { Workspace } from './workspace';

/**
 * Every way out of the program leads through the gate: quitting, and closing the last window. A window
 * beside others just closes.
 */
export function guardQuitting(
  {
    windows,
    language,
    reportBug,
  }: {
    readonly windows: AppWindows;
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
        : askAboutRuns(windows.front, liveRuns, language.say),
    hide: () => {
      for (const window of windows.all) window.hide();
    },
    close: async () => {
      try {
        if (windows.front !== null) workspace.settings.set({ window: readBounds(windows.front) });
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
    const [front] = windows.all;
    if (front === undefined) return;
    gate.setAway(false);
    for (const window of windows.all) if (!window.isVisible() && !window.isMinimized()) window.show();
    bringForward(front);
  };
  const quitNow = (): void => {
    gate.quitNow();
  };
  windows.forEach((window: BrowserWindow) => {
    window.on('close', (event) => {
      const isLast = windows.all.every((other) => other === window);
      if (isLast && !gate.request()) event.preventDefault();
    });
    window.on('session-end', quitNow);
  });
  // Before any window goes: where the person would rather stay, all of them are still there.
  app.on('before-quit', (event) => {
    if (!gate.request()) event.preventDefault();
  });
  runs.onPush(() => {
    gate.runsChanged();
  });
  app.on('second-instance', bringBack);
  app.on('activate', bringBack);
  powerMonitor.on('shutdown', quitNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Node asks the system for a signal with its first listener. That one came with a library,
    // before Electron took the signal for itself, to ask in a window that nobody may see.
    process.removeAllListeners(signal);
    process.on(signal, quitNow);
  }
}
