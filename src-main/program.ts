import { app, ipcMain, nativeTheme, type WebContents } from 'electron';
import ElectronStore from 'electron-store';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { toErrorInfo, type Result } from '../src-shared/errors';
import { inEnglish } from '../src-shared/language/sentence';
import type { Channel } from '../src-shared/ipc/channels';
import type { RunMessage } from '../src-shared/ipc/pushes';
import type { Settings } from '../src-shared/settings';
import { AppFacts, toMaxWorkers } from './app-facts';
import { PastedFiles } from './files/pasted-file';
import { acceptDrop, registerFileDrop } from './ipc/file-drop';
import { FileGrants, grantStored } from './ipc/file-grants';
import { answer } from './ipc/gate';
import { createPush } from './ipc/push';
import { reloadAfterCrash } from './page-crash';
import { guardQuitting } from './quitting';
import { RunService } from './runs/run-service';
import { environmentHere } from './runs/environment';
import type { Started } from './started';
import type { AppWindows } from './window/app-windows';
import { createDesk } from './window/desk';
import { askToContact } from './window/dialogs';
import { whenPainted } from './window/main-window';
import { TrainingSigns } from './window/training-signs';
import { WindowAnswers, type Shared } from './window-answers';
import { WindowMenu } from './window-menu';
import { newSession, openWorkspace, recoverInterrupted, type Workspace, WorkspaceWatch } from './workspace';

/** Time for runs that were interrupted before the window has its answers; the others follow while it is open. */
const RECOVERY_MS = 1000;

/** A worker that starts takes a core for a while, which the window's first pictures want. */
const WARM_AFTER_MS = 1000;

/**
 * The composition root: builds the services, and joins them with each other and with the windows,
 * the page of the first of which is being loaded.
 * @returns what answers the pages' requests, once every stored run is read
 */
export function openProgram(started: Started): {
  answer: (channel: Channel, request: unknown, page: WebContents) => Promise<Result<unknown>>;
  prepared: Promise<unknown>;
} {
  const { folder, windows, log, push } = started;
  const workspace = openWorkspace({
    folder,
    Store: ElectronStore,
    session: newSession(),
    bundled: join(__dirname, '..', '..', 'resources', 'experiments'),
  });
  nativeTheme.themeSource = workspace.settings.get().theme;
  const runs = createRuns(started, workspace);
  const grants = new FileGrants();
  const follow = (changed: Settings): void => {
    nativeTheme.themeSource = changed.theme;
    started.language.choose(changed.language);
    runs.setMaxWorkers(toMaxWorkers(changed), changed.maxWorkers ?? cpus().length);
    menu.show();
  };
  // While the page's process starts, this one has nothing else to do: the page finds its answers ready.
  const prepared = nextTurn().then(() => prepare(started, workspace, runs, grants));
  const answers = new WindowAnswers(started, prepared, runs, { menu: () => menu, settingsChanged: follow });
  const menu = new WindowMenu(started, workspace, {
    follow,
    openWindow: () => {
      answers.open(null);
    },
  });
  menu.show();
  started.opened.onAdd(() => {
    createPush(windows.frontPage)('files.opened', null);
  });
  firstPaint(windows)
    .then(() => prepared)
    .then(() => {
      watchOthers(started, workspace, runs, grants, follow);
      setTimeout(() => {
        runs.warm();
      }, WARM_AFTER_MS);
    })
    // Whoever waits for it tells why it failed.
    .catch(() => undefined);
  takeDrops(started, workspace, grants, menu);
  showSigns(started, runs);
  runs.groups.onChange((groupId, group) => {
    push('group.changed', { groupId, group });
  });
  runs.datasets.onProgress((progress) => {
    answers.tellProgress(progress);
  });
  runs.imports.onFollowed((problem) => {
    push('imports.changed', { followed: runs.imports.followed() });
    if (problem !== null) push('notice', { kind: 'info', message: problem });
  });
  windows.forEach((window) => {
    reloadAfterCrash(window, started);
  });
  guardQuitting(started, workspace, runs);
  return {
    answer: (channel, request, page) => answer(channel, request, answers.handlersFor(page), log),
    prepared,
  };
}

function firstPaint(windows: AppWindows): Promise<void> {
  return windows.front === null ? Promise.resolve() : whenPainted(windows.front);
}

/** What may wait until the window's page is on its way: reading every stored run, and mending some. */
async function prepare(
  { folder, early, language }: Started,
  workspace: Workspace,
  runs: RunService,
  grants: FileGrants,
): Promise<Shared> {
  await recoverInterrupted(workspace, RECOVERY_MS);
  const facts = new AppFacts({ folder, early, workspace, say: language.say });
  workspace.groups.recoverInterrupted();
  grantStored(grants, workspace);
  const pasted = new PastedFiles();
  app.on('will-quit', () => {
    pasted.clear();
    facts.close();
  });
  return { workspace, runs, grants, facts, pasted };
}

/** Files that are dropped on a window may be read from then on, and are opened there. */
function takeDrops(
  { rule, push }: Started,
  workspace: Workspace,
  grants: FileGrants,
  menu: WindowMenu,
): void {
  const accept = acceptDrop(workspace.settings, grants, {
    push,
    noteRecent: (path) => {
      menu.noteRecent(path);
    },
  });
  registerFileDrop(ipcMain, rule, {
    accept: (paths, page) => {
      accept(
        paths,
        createPush(() => [page]),
      );
    },
    refuse: (said, page) => {
      createPush(() => [page])('notice', { kind: 'error', message: inEnglish(said), said });
    },
  });
}

/** Tells the system of what trains. */
function showSigns({ windows, language }: Started, runs: RunService): void {
  const signs = new TrainingSigns(createDesk(windows), language.say);
  runs.onPush((name, payload) => {
    signs.takeRun({ name, payload } as RunMessage);
  });
  runs.groups.onChange((groupId, group) => {
    signs.takeGroup(groupId, group);
  });
}

/** Has the pages told of what the command line, say, changes in the workspace meanwhile. */
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
      notes: () => {
        push('notes.changed', null);
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

function createRuns({ log, push, windows, language }: Started, workspace: Workspace): RunService {
  return new RunService({
    workspace,
    // However many trainings there are, the window goes first.
    spawn: (role) =>
      new Worker(join(__dirname, '..', 'worker', 'index.cjs'), {
        workerData: { role, givesWay: role === 'training' },
      }),
    keepsTables: true,
    maxWorkers: toMaxWorkers(workspace.settings.get()),
    maxGroupWorkers: workspace.settings.get().maxWorkers ?? cpus().length,
    environment: environmentHere(process.versions['electron'] ?? null),
    onProblem: (thrown, runId) => {
      const error = toErrorInfo(thrown);
      log({ ...error, message: `run ${runId}: ${error.message}` });
      const { message, said } = error;
      push('notice', { kind: 'error', message, ...(said === undefined ? {} : { said }) });
    },
    askToContact: (question) => askToContact(windows.front, question, language.say),
    onNotice: (said) => {
      push('notice', { kind: 'info', message: inEnglish(said), said });
    },
  });
}
