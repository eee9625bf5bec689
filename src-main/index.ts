import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron';
import ElectronStore from 'electron-store';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { toErrorInfo } from '../src-shared/errors';
import type { AppInfo, Pushes } from '../src-shared/ipc/map';
import type { Settings } from '../src-shared/settings';
import { tensorflowStatus } from './engine/native';
import { PastedFiles } from './files/pasted-file';
import { registerFileDrop } from './ipc/file-drop';
import { FileGrants, grantStored, rememberFile } from './ipc/file-grants';
import { registerHandlers, type Handlers, type SenderRule } from './ipc/gate';
import { createHandlers } from './ipc/handlers';
import { createPush } from './ipc/push';
import { RunPushes } from './ipc/run-pushes';
import { registerTaken } from './ipc/run-taken';
import { RunService } from './runs/run-service';
import { declareScheme, ORIGIN, serveWindow } from './window/app-protocol';
import { CrashCounter } from './window/crash-reload';
import { askAboutRuns, chooseTableToSave, chooseDataFile } from './window/dialogs';
import { fenceContents, lockSession } from './window/fences';
import { createLog, onlyOnce } from './window/main-log';
import { boundsOf, openMainWindow, whenPainted } from './window/main-window';
import { setMenu } from './window/menu';
import { QuitGate } from './window/quit-gate';
import { newSession, openWorkspace, readBundledExperiments, type Workspace } from './workspace';
import { workspaceFolder } from './workspace/location';

/** The composition root: builds the services, joins them, and opens the window. */

/** A worker that starts takes a core for a while, which the window's first pictures want. */
const WARM_AFTER_MS = 1000;

const folder = workspaceFolder();
let window: BrowserWindow | null = null;

const pasted = new PastedFiles();
app.on('will-quit', () => {
  pasted.clear();
});

const log = createLog(join(folder, 'logs', 'main.log'));
const push = createPush(() => (window === null || window.isDestroyed() ? null : window.webContents));
/** Failures before the page listens: it fetches them with the app's facts. */
const early: string[] = [];
let isPrepared = false;
const showOnce = onlyOnce((message) => {
  if (isPrepared) push('notice', { kind: 'error', message });
  else early.push(message);
});

/** A bug in main: kept in the log and told once; the runs go on in their workers. */
function reportBug(thrown: unknown): void {
  const error = toErrorInfo(thrown);
  log(error);
  showOnce(error.message);
}
process.on('uncaughtException', reportBug);
process.on('unhandledRejection', reportBug);
// Whoever started the program may close its end of the pipe.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

declareScheme(protocol);
fenceContents(app);
// Chromium refuses its own sandbox to root, and the launcher then says --no-sandbox.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// Tests and two workspaces side by side: the browser's own files follow the workspace.
if (process.env['BENCHTOP_WORKSPACE'] !== undefined) app.setPath('userData', join(folder, 'window'));

// Where nothing can be written no lock can be had either: opening the workspace then says why.
if (!canWrite(app.getPath('userData')) || app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

function canWrite(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without a window there is nobody to tell later. */
function giveUp(thrown: unknown): void {
  const error = toErrorInfo(thrown);
  log(error);
  dialog.showErrorBox('Benchtop cannot start', error.message);
  app.exit(1);
}

function start(): void {
  const workspace = openWorkspace({
    folder,
    Store: ElectronStore,
    session: newSession(),
    bundled: readBundledExperiments(join(__dirname, '..', '..', 'resources', 'experiments')),
  });
  lockSession(session.defaultSession);
  serveWindow(protocol, join(__dirname, '..', 'renderer'));
  const settings = workspace.settings.get();
  nativeTheme.themeSource = settings.theme;
  const runs = createRuns(workspace);
  const grants = new FileGrants();
  const rule: SenderRule = {
    webContents: () => (window === null || window.isDestroyed() ? null : window.webContents),
    origin: ORIGIN,
  };
  const follow = (changed: Settings): void => {
    nativeTheme.themeSource = changed.theme;
    runs.setMaxWorkers(maxWorkersOf(changed), changed.maxWorkers ?? cpus().length);
    showMenu(workspace, changed, follow);
  };
  showMenu(workspace, settings, follow);

  window = openMainWindow({
    preload: join(__dirname, '..', 'preload', 'index.cjs'),
    dark: nativeTheme.shouldUseDarkColors,
    bounds: settings.window,
  });
  const runPushes = new RunPushes({ push, now: () => performance.now() });
  // While the page's process starts, this one has nothing else to do: the page finds its answers ready.
  const prepared = nextTurn().then(() => prepare(workspace, runs, grants, runPushes, follow));
  prepared.catch(giveUp);
  whenPainted(window)
    .then(() => prepared)
    .then(() => {
      setTimeout(() => {
        runs.warm();
      }, WARM_AFTER_MS);
    }, reportBug);
  registerHandlers(ipcMain, prepared, rule, log);
  registerFileDrop(ipcMain, rule, {
    accept: (path) => {
      grants.grant(path);
      push('settings.changed', rememberFile(workspace.settings, path));
      push('file.dropped', { path });
    },
    refuse: (message) => {
      push('notice', { kind: 'error', message });
    },
  });
  registerTaken(ipcMain, rule, runPushes);
  runs.onPush((name, payload) => {
    if (name === 'run.events') runPushes.events(payload.runId, (payload as Pushes['run.events']).events);
    else runPushes.changed(payload.runId, (payload as Pushes['run.changed']).run);
  });
  runs.groups.onChange((groupId, group) => {
    push('group.changed', { groupId, group });
  });
  runs.datasets.onProgress((progress) => {
    push('dataset.progress', progress);
  });
  reloadAfterCrash(window);
  guardQuitting(window, workspace, runs);
}

/** What may wait until the window's page is on its way: reading every stored run, and mending some. */
async function prepare(
  workspace: Workspace,
  runs: RunService,
  grants: FileGrants,
  runPushes: RunPushes,
  settingsChanged: (settings: Settings) => void,
): Promise<Handlers> {
  const interrupted = (await workspace.runs.recoverInterrupted()).length;
  workspace.groups.recoverInterrupted();
  grantStored(grants, workspace);
  isPrepared = true;
  return createHandlers({
    workspace,
    runs,
    grants,
    outside: {
      push,
      settingsChanged,
      info: () => appInfo(workspace, interrupted),
      chooseFile: (missing) => chooseDataFile(window, missing),
      chooseSaveFile: (defaultName, format) => chooseTableToSave(window, defaultName, format),
      watchRuns: (ids) => {
        runPushes.watch(ids);
      },
      keepPasted: (text) => pasted.keep(text),
      showInFolder: (path) => {
        shell.showItemInFolder(path);
      },
    },
  });
}

/** Lets in what is waiting, such as the page that asks for its files. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function createRuns(workspace: Workspace): RunService {
  return new RunService({
    workspace,
    // However many trainings there are, the window goes first.
    spawn: (role) =>
      new Worker(join(__dirname, '..', 'worker', 'index.cjs'), {
        workerData: { role, givesWay: role === 'training' },
      }),
    maxWorkers: maxWorkersOf(workspace.settings.get()),
    maxGroupWorkers: workspace.settings.get().maxWorkers ?? cpus().length,
    environment: {
      benchtop: __APP_VERSION__,
      node: process.versions.node,
      electron: process.versions['electron'] ?? null,
      tensorflow: null,
      platform: `${process.platform} ${process.arch}`,
    },
    onProblem: (thrown, runId) => {
      const error = toErrorInfo(thrown);
      log({ ...error, message: `run ${runId}: ${error.message}` });
      push('notice', { kind: 'error', message: error.message });
    },
    onNotice: (message) => {
      push('notice', { kind: 'info', message });
    },
  });
}

function maxWorkersOf({ maxWorkers }: Settings): number {
  return maxWorkers ?? Math.max(1, cpus().length - 1);
}

function appInfo(workspace: Workspace, interrupted: number): AppInfo {
  const count = interrupted === 1 ? 'A run was' : `${interrupted} runs were`;
  const recovered = `${count} interrupted when Benchtop ended last time; open it to go on from its last checkpoint.`;
  return {
    version: __APP_VERSION__,
    workspace: folder,
    platform: process.platform,
    electron: process.versions['electron'] ?? '',
    cores: cpus().length,
    maxWorkers: maxWorkersOf(workspace.settings.get()),
    tensorflow: tensorflowStatus(),
    notices: [...early, ...workspace.notices, ...(interrupted === 0 ? [] : [recovered])],
  };
}

function showMenu(workspace: Workspace, settings: Settings, follow: (changed: Settings) => void): void {
  setMenu({
    theme: settings.theme,
    isDevelopment: process.env['BENCHTOP_DEVELOPMENT'] !== undefined,
    isMac: process.platform === 'darwin',
    command: (command) => {
      push('menu.command', { command });
    },
    setTheme: (theme) => {
      const changed = workspace.settings.set({ theme });
      follow(changed);
      push('settings.changed', changed);
    },
    showWorkspace: () => {
      shell
        .openPath(folder)
        .then((problem) => {
          if (problem !== '') push('notice', { kind: 'error', message: `${folder}: ${problem}` });
        })
        .catch(reportBug);
    },
  });
}

/** Training goes on in its workers; the page comes back and fetches what it missed. */
function reloadAfterCrash(target: BrowserWindow): void {
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
      push('notice', { kind: 'error', message });
    });
    target.webContents.reload();
  });
}

/** Every way out of the program leads through the gate. */
function guardQuitting(target: BrowserWindow, workspace: Workspace, runs: RunService): void {
  const gate = new QuitGate({
    liveRunCount: () => runs.liveRunCount(),
    ask: (liveRuns) =>
      process.env['BENCHTOP_QUIT'] === 'stop' ? Promise.resolve('stop') : askAboutRuns(target, liveRuns),
    hide: () => {
      target.hide();
    },
    close: async () => {
      try {
        workspace.settings.set({ window: boundsOf(target) });
      } catch (thrown) {
        // A full disk costs the window its place, not the runs their checkpoints.
        reportBug(thrown);
      }
      await runs.close();
    },
    leave: () => {
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
  app.on('window-all-closed', () => {
    app.quit();
  });
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
