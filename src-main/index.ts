import { app, dialog, ipcMain, nativeTheme, protocol, session, shell, type BrowserWindow } from 'electron';
import ElectronStore from 'electron-store';
import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { toErrorInfo, type ErrorInfo } from '../src-shared/errors';
import { DROP_CHANNEL } from '../src-shared/ipc/channels';
import type { Pushes } from '../src-shared/ipc/map';
import { tensorflowStatus } from './engine/native';
import type { WorkerThread } from './host/worker-thread';
import { FileGrants } from './ipc/file-grants';
import { isOurs, registerHandlers, type SenderRule } from './ipc/gate';
import { createHandlers, openFile, type Outside } from './ipc/handlers';
import { RunService } from './runs/run-service';
import { declareScheme, ORIGIN, serveWindow } from './window/app-protocol';
import { lockSession, openMainWindow } from './window/main-window';
import { setMenu } from './window/menu';
import {
  newSession,
  openWorkspace,
  readBundledExperiments,
  type StoreClass,
  type Workspace,
} from './workspace';
import { workspaceFolder } from './workspace/location';

/** The composition root: builds the services, joins them, and opens the window. */

const folder = workspaceFolder();
let window: BrowserWindow | null = null;

function log(error: ErrorInfo): void {
  const line = `${new Date().toISOString()} ${error.kind}: ${error.message}\n${error.detail ?? ''}\n`;
  process.stderr.write(line);
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true });
    appendFileSync(join(folder, 'logs', 'main.log'), line);
  } catch {
    // The disk is full or gone: standard error has it.
  }
}

function push<P extends keyof Pushes>(name: P, payload: Pushes[P]): void {
  if (window !== null && !window.isDestroyed() && !window.webContents.isCrashed())
    window.webContents.send(name, payload);
}

process.on('uncaughtException', (thrown) => {
  const error = toErrorInfo(thrown);
  log(error);
  push('notice', { kind: 'error', message: error.message });
});
process.on('unhandledRejection', (thrown) => {
  log(toErrorInfo(thrown));
});

declareScheme(protocol);
// Chromium refuses its own sandbox to root, and the launcher then says --no-sandbox.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// Tests and two workspaces side by side: the browser's own files follow the workspace.
if (process.env['BENCHTOP_WORKSPACE'] !== undefined) app.setPath('userData', join(folder, 'window'));

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', () => {
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  void app.whenReady().then(start);
}

async function start(): Promise<void> {
  let workspace: Workspace;
  try {
    workspace = openWorkspace({
      folder,
      Store: ElectronStore as unknown as StoreClass,
      session: newSession(),
      bundled: readBundledExperiments(join(__dirname, '..', '..', 'resources', 'experiments')),
    });
  } catch (thrown) {
    const error = toErrorInfo(thrown);
    log(error);
    dialog.showErrorBox('Benchtop cannot open its workspace', error.message);
    app.exit(1);
    return;
  }
  lockSession(session.defaultSession);
  serveWindow(protocol, join(__dirname, '..', 'renderer'));
  const followTheme = (): void => {
    nativeTheme.themeSource = workspace.settings.get().theme;
  };
  followTheme();
  const runs = createRuns(workspace);
  const grants = new FileGrants();
  const interrupted = await workspace.runs.recoverInterrupted();
  seedGrants(grants, workspace);
  const outside = createOutside(workspace, runs, interrupted.length, followTheme);
  const rule: SenderRule = { webContents: () => window?.webContents ?? null, origin: ORIGIN };
  registerHandlers(ipcMain, createHandlers({ workspace, runs, grants, outside }), rule, log);
  acceptDrops(rule, (path) => {
    openFile(path, { workspace, grants, outside });
  });
  runs.onPush(push);
  setMenu({
    workspace: folder,
    command: (command) => {
      push('menu.command', { command });
    },
    setTheme: (theme) => {
      push('settings.changed', workspace.settings.set({ theme }));
      followTheme();
    },
  });
  window = openMainWindow({
    preload: join(__dirname, '..', 'preload', 'index.cjs'),
    dark: nativeTheme.shouldUseDarkColors,
    bounds: workspace.settings.get().window,
    saveBounds: (bounds) => {
      workspace.settings.set({ window: bounds });
    },
  });
  reloadAfterCrash(window);
  askBeforeClosing(window, runs);
  window.once('ready-to-show', () => {
    // Ready before the first question, but not in the way of the first paint.
    runs.warm();
  });
}

function createRuns(workspace: Workspace): RunService {
  return new RunService({
    workspace,
    spawn: (role) =>
      new Worker(join(__dirname, '..', 'worker', 'index.cjs'), { workerData: { role } }) as WorkerThread,
    maxWorkers: maxWorkers(workspace),
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
  });
}

function maxWorkers(workspace: Workspace): number {
  return workspace.settings.get().maxWorkers ?? Math.max(1, cpus().length - 1);
}

function seedGrants(grants: FileGrants, workspace: Workspace): void {
  for (const { experiment } of workspace.experiments.list()) grants.grantExperiment(experiment);
  for (const { record } of workspace.runs.list()) grants.grantExperiment(record.experiment);
  for (const path of workspace.settings.get().recentFiles) grants.grant(path);
}

function createOutside(
  workspace: Workspace,
  runs: RunService,
  interrupted: number,
  followTheme: () => void,
): Outside {
  return {
    push,
    info: () => ({
      version: __APP_VERSION__,
      workspace: folder,
      platform: process.platform,
      electron: process.versions['electron'] ?? '',
      cores: cpus().length,
      maxWorkers: maxWorkers(workspace),
      tensorflow: tensorflowStatus(),
      notices: [
        ...workspace.notices,
        ...(interrupted === 0
          ? []
          : [
              `${interrupted === 1 ? 'A run was' : `${interrupted} runs were`} interrupted when Benchtop ended last time; open it to go on from its last checkpoint.`,
            ]),
      ],
    }),
    chooseFile: async () => {
      const options = {
        title: 'Open data',
        properties: ['openFile' as const],
        filters: [
          { name: 'Tables', extensions: ['csv', 'tsv', 'txt', 'dat', 'data', 'parquet', 'jsonl', 'ndjson'] },
          { name: 'All files', extensions: ['*'] },
        ],
      };
      const { canceled, filePaths } =
        window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
      return canceled ? null : (filePaths[0] ?? null);
    },
    showInFolder: (path) => {
      shell.showItemInFolder(path);
    },
    settingsChanged: () => {
      followTheme();
      runs.setMaxWorkers(maxWorkers(workspace));
    },
  };
}

/** Drops come from the preload script; main looks at the file before it hands the path to the page. */
function acceptDrops(rule: SenderRule, accept: (path: string) => void): void {
  ipcMain.handle(DROP_CHANNEL, (event, path: unknown) => {
    if (!isOurs(event, rule) || typeof path !== 'string' || path.length > 4096) return;
    try {
      if (!statSync(path).isFile()) {
        push('notice', { kind: 'error', message: `${path} is a folder: drop a file.` });
        return;
      }
    } catch (thrown) {
      push('notice', { kind: 'error', message: `${path} cannot be opened: ${(thrown as Error).message}.` });
      return;
    }
    accept(path);
    push('file.dropped', { path });
  });
}

/** Training goes on in its workers; the page comes back and fetches what it missed. */
function reloadAfterCrash(target: BrowserWindow): void {
  target.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log({ kind: 'internal', message: `The window's page ended: ${reason}` });
    target.webContents.reload();
  });
}

/** Closing ends the program; runs are stopped with a checkpoint, after asking. */
function askBeforeClosing(target: BrowserWindow, runs: RunService): void {
  let isClosing = false;
  target.on('close', (event) => {
    if (isClosing) return;
    event.preventDefault();
    void (async () => {
      if (runs.liveRunCount() > 0 && process.env['BENCHTOP_QUIT'] !== 'stop') {
        const { response } = await dialog.showMessageBox(target, {
          type: 'question',
          message:
            runs.liveRunCount() === 1
              ? 'A run is still training.'
              : `${runs.liveRunCount()} runs are still training.`,
          detail: 'Stopping keeps each run with a checkpoint of where it stands.',
          buttons: ['Stop and quit', 'Keep training'],
          defaultId: 1,
          cancelId: 1,
        });
        if (response === 1) return;
      }
      isClosing = true;
      await runs.close();
      target.close();
    })();
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
}
