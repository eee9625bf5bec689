import { app, type BrowserWindow, ipcMain, MessageChannelMain, nativeTheme, shell } from 'electron';
import ElectronStore from 'electron-store';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { toErrorInfo, type ErrorInfo, type Result } from '../src-shared/errors';
import type { Channel } from '../src-shared/ipc/channels';
import type { RunMessage } from '../src-shared/ipc/pushes';
import type { Settings } from '../src-shared/settings';
import { AppFacts, toMaxWorkers } from './app-facts';
import { writeFileDurable } from './files/durable';
import { PastedFiles } from './files/pasted-file';
import { findFileProblem, registerFileDrop } from './ipc/file-drop';
import { FileGrants, grantStored, rememberFile } from './ipc/file-grants';
import { answer, type Handlers } from './ipc/gate';
import type { HandlerDeps } from './ipc/handler-deps';
import { createHandlers } from './ipc/handlers';
import { joinRuns } from './ipc/join-runs';
import type { Push } from './ipc/push';
import type { SenderRule } from './ipc/sender';
import { reloadAfterCrash } from './page-crash';
import { guardQuitting } from './quitting';
import { RunService } from './runs/run-service';
import { environmentHere } from './runs/environment';
import { copyToClipboard } from './window/figure/clipboard';
import { createDesk } from './window/desk';
import { chooseTableToSave, chooseDataFile, chooseDataFiles } from './window/dialogs';
import { printFigure } from './window/figure/figure-page';
import { whenPainted } from './window/main-window';
import { setMenu, type MenuOptions } from './window/menu';
import type { OpenedFiles } from './window/opened-files';
import type { PageLanguage } from './window/page-language';
import { TrainingSigns } from './window/training-signs';
import { newSession, openWorkspace, recoverInterrupted, type Workspace, WorkspaceWatch } from './workspace';
import { keepTable } from './workspace/kept-table';

/** What the start of the program hands to the rest of it. */
export interface Started {
  /** The workspace's. */
  readonly folder: string;
  readonly window: BrowserWindow;
  readonly rule: SenderRule;
  /** Of window and menus. */
  readonly language: PageLanguage;
  readonly log: (error: ErrorInfo) => void;
  readonly push: Push;
  /** A bug: kept in the log and told once. */
  readonly reportBug: (thrown: unknown) => void;
  /** What was to be told before the page listens: it fetches it with the app's facts. */
  readonly early: readonly string[];
  /** Files that the system wants opened. */
  readonly opened: OpenedFiles;
}

/** The next files that the system wants opened; of those that cannot be, the person is told why. */
function takeFiles({ opened, push }: Pick<Started, 'opened' | 'push'>): readonly string[] | null {
  for (let files = opened.take(); files !== null; files = opened.take()) {
    const problem = files.map((path) => findFileProblem(path, 'open')).find((found) => found !== null);
    if (problem === undefined) return files;
    push('notice', { kind: 'error', message: problem });
  }
  return null;
}

/** Time for runs that were interrupted before the window has its answers; the others follow while it is open. */
const RECOVERY_MS = 1000;

/** A worker that starts takes a core for a while, which the window's first pictures want. */
const WARM_AFTER_MS = 1000;

/**
 * The composition root: builds the services, and joins them with each other and with the window,
 * whose page is being loaded.
 * @returns what answers the page's requests, once every stored run is read
 */
export function openProgram(started: Started): {
  answer: (channel: Channel, request: unknown) => Promise<Result<unknown>>;
  prepared: Promise<unknown>;
} {
  const { folder, window, rule, log, push } = started;
  const workspace = openWorkspace({
    folder,
    Store: ElectronStore,
    session: newSession(),
    bundled: join(__dirname, '..', '..', 'resources', 'experiments'),
  });
  const settings = workspace.settings.get();
  nativeTheme.themeSource = settings.theme;
  const runs = createRuns(started, workspace);
  const grants = new FileGrants();
  const follow = (changed: Settings): void => {
    nativeTheme.themeSource = changed.theme;
    started.language.choose(changed.language);
    runs.setMaxWorkers(toMaxWorkers(changed), changed.maxWorkers ?? cpus().length);
    showMenu();
  };
  const menu = { edits: { undo: null, redo: null } as MenuOptions['edits'] };
  const showMenu = (): void => {
    drawMenu(started, workspace, menu.edits, follow);
  };
  showMenu();
  const desktop: Pick<HandlerDeps, 'showEdits' | 'noteRecent' | 'takeFiles'> = {
    showEdits: (edits) => {
      menu.edits = edits;
      showMenu();
    },
    noteRecent: (path) => {
      app.addRecentDocument(path);
      showMenu();
    },
    takeFiles: () => takeFiles(started),
  };
  started.opened.onAdd(() => {
    push('files.opened', null);
  });
  const line = joinRuns(runs, {
    page: () => (window.isDestroyed() ? null : window.webContents),
    createChannel: () => new MessageChannelMain(),
    now: () => performance.now(),
  });
  // While the page's process starts, this one has nothing else to do: the page finds its answers ready.
  const prepared = nextTurn().then(() =>
    prepare(started, workspace, runs, grants, { ...line, ...desktop }, follow),
  );
  whenPainted(window)
    .then(() => prepared)
    .then(() => {
      watchOthers(started, workspace, runs, grants, follow);
      setTimeout(() => {
        runs.warm();
      }, WARM_AFTER_MS);
    })
    // Whoever waits for it tells why it failed.
    .catch(() => undefined);
  registerFileDrop(ipcMain, rule, {
    accept: ([path, ...files]) => {
      if (path === undefined) return;
      for (const file of [path, ...files]) grants.grant(file);
      push('settings.changed', rememberFile(workspace.settings, path));
      desktop.noteRecent(path);
      push('file.dropped', { path, files });
    },
    refuse: (message) => {
      push('notice', { kind: 'error', message });
    },
  });
  const signs = new TrainingSigns(createDesk(window), started.language.say);
  runs.onPush((name, payload) => {
    signs.takeRun({ name, payload } as RunMessage);
  });
  runs.groups.onChange((groupId, group) => {
    signs.takeGroup(groupId, group);
    push('group.changed', { groupId, group });
  });
  runs.datasets.onProgress((progress) => {
    push('dataset.progress', progress);
  });
  reloadAfterCrash(started);
  guardQuitting(started, workspace, runs);
  return { answer: (channel, request) => answer(channel, request, prepared, log), prepared };
}

/** What may wait until the window's page is on its way: reading every stored run, and mending some. */
async function prepare(
  { folder, window, language, push, early }: Started,
  workspace: Workspace,
  runs: RunService,
  grants: FileGrants,
  line: Pick<HandlerDeps, 'connectRuns' | 'watchRuns' | 'showEdits' | 'noteRecent' | 'takeFiles'>,
  settingsChanged: (settings: Settings) => void,
): Promise<Handlers> {
  await recoverInterrupted(workspace, RECOVERY_MS);
  const facts = new AppFacts({ folder, early, workspace });
  workspace.groups.recoverInterrupted();
  grantStored(grants, workspace);
  const pasted = new PastedFiles();
  app.on('will-quit', () => {
    pasted.clear();
    facts.close();
  });
  return createHandlers({
    workspace,
    runs,
    grants,
    deps: {
      ...line,
      push,
      settingsChanged,
      info: () => facts.read(),
      chooseFile: (missing) => chooseDataFile(window, missing, language.say),
      chooseFiles: () => chooseDataFiles(window, language.say),
      saveFile: writeFileDurable,
      chooseSaveFile: (defaultName, format) => chooseTableToSave(window, defaultName, format, language.say),
      printFigure,
      copyToClipboard,
      keepPasted: (text) => pasted.keep(text),
      keepTable: (text) => keepTable(workspace.copies.path, text),
      showInFolder: (path) => {
        shell.showItemInFolder(path);
      },
    },
  });
}

/** Has the page told of what the command line, say, changes in the workspace meanwhile. */
function watchOthers(
  { push, reportBug }: Started,
  workspace: Workspace,
  runs: RunService,
  grants: FileGrants,
  settingsChanged: (settings: Settings) => void,
): void {
  const stop = new WorkspaceWatch({
    workspace,
    isTrained: (id) => runs.isTrained(id),
    follow: (id) => runs.follow(id),
    onProblem: reportBug,
    changes: {
      settings: (settings) => {
        settingsChanged(settings);
        push('settings.changed', settings);
      },
      experiments: () => {
        for (const { experiment } of workspace.experiments.list()) grants.grantExperiment(experiment);
        push('experiments.changed', null);
      },
      datasets: () => {
        for (const { dataset } of workspace.datasets.list()) grants.grantDataset(dataset);
        push('datasets.changed', null);
      },
      group: (groupId, group) => {
        push('group.changed', { groupId, group });
      },
      run: (id, run) => {
        if (run !== null) grants.grantRuns([run]);
        runs.notifyChanged(id, run);
      },
    },
  }).start();
  app.on('will-quit', stop);
}

/** Lets in what is waiting, such as the page that asks for its files. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function createRuns({ log, push }: Started, workspace: Workspace): RunService {
  return new RunService({
    workspace,
    // However many trainings there are, the window goes first.
    spawn: (role) =>
      new Worker(join(__dirname, '..', 'worker', 'index.cjs'), {
        workerData: { role, givesWay: role === 'training' },
      }),
    maxWorkers: toMaxWorkers(workspace.settings.get()),
    maxGroupWorkers: workspace.settings.get().maxWorkers ?? cpus().length,
    environment: environmentHere(process.versions['electron'] ?? null),
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

function drawMenu(
  { folder, language, push, reportBug, opened }: Started,
  workspace: Workspace,
  edits: MenuOptions['edits'],
  follow: (changed: Settings) => void,
): void {
  const { theme, recentFiles } = workspace.settings.get();
  setMenu({
    say: language.say,
    theme,
    recentFiles,
    openFile: (path) => {
      opened.add([path]);
    },
    edits,
    isDevelopment: process.env['BENCHTOP_DEVELOPMENT'] !== undefined,
    isMac: process.platform === 'darwin',
    command: (command) => {
      push('menu.command', { command });
    },
    setTheme: (chosen) => {
      const changed = workspace.settings.set({ theme: chosen });
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
