import { MessageChannelMain, shell, type BrowserWindow, type WebContents } from 'electron';
import { performance } from 'node:perf_hooks';
import { fail } from '../src-shared/errors';
import { inEnglish } from '../src-shared/language/sentence';
import type { Settings } from '../src-shared/settings';
import type { AppFacts } from './app-facts';
import { writeFileDurable } from './files/durable';
import type { PastedFiles } from './files/pasted-file';
import { findFileProblem } from './ipc/file-drop';
import type { FileGrants } from './ipc/file-grants';
import type { Handlers } from './ipc/gate';
import { createHandlers } from './ipc/handlers';
import { joinRuns, type RunLine } from './ipc/join-runs';
import { createPush } from './ipc/push';
import { readOwnTask, withOwnTasks } from './ipc/window-tasks';
import { WishesOfWindows } from './ipc/run-wishes';
import type { Started } from './started';
import type { TaskProgress } from './runs/data/dataset-service';
import type { RunService } from './runs/run-service';
import type { WindowMenu } from './window-menu';
import { beside } from './window/bounds';
import {
  chooseDataFile,
  chooseDataFiles,
  chooseDataFolder,
  chooseImportSource,
  chooseTableToSave,
} from './window/dialogs';
import { copyToClipboard } from './window/figure/clipboard';
import { printFigure } from './window/figure/figure-page';
import { readBounds } from './window/main-window';
import { pictureReport } from './window/report/report-page';
import { keepTable } from './workspace/kept-table';
import type { Workspace } from './workspace';

/** A page that was taken over shall not open windows without end. */
const MAX_WINDOWS = 20;

/** What all windows share. */
export interface Shared {
  readonly workspace: Workspace;
  readonly runs: RunService;
  readonly grants: FileGrants;
  readonly facts: AppFacts;
  readonly pasted: PastedFiles;
}

/**
 * Answers the pages of all windows. Each has handlers of its own: its dialogs belong to it, and runs tell it what
 * it shows; files that were handed out, settings and everything kept are the same for all.
 */
export class WindowAnswers {
  readonly #started: Started;
  readonly #shared: Promise<Shared>;
  readonly #menu: () => WindowMenu;
  readonly #settingsChanged: (settings: Settings) => void;
  readonly #handlers = new WeakMap<WebContents, Promise<Handlers>>();
  readonly #lines = new WeakMap<BrowserWindow, RunLine>();
  readonly #shows = new WeakMap<BrowserWindow, string>();
  readonly #first: BrowserWindow | null;

  /**
   * @param shared once every stored run is read: requests wait for it
   * @param runs what windows follow from the start
   */
  constructor(
    started: Started,
    shared: Promise<Shared>,
    runs: Pick<RunService, 'onPush' | 'controls'>,
    deps: { menu: () => WindowMenu; settingsChanged: (settings: Settings) => void },
  ) {
    this.#started = started;
    this.#shared = shared;
    this.#menu = deps.menu;
    this.#settingsChanged = deps.settingsChanged;
    this.#first = started.windows.front;
    const wishes = new WishesOfWindows(runs.controls);
    started.windows.forEach((window) => {
      const { leaveRuns, ...line } = joinRuns(runs, wishes.add(), {
        page: () => (window.isDestroyed() ? null : window.webContents),
        createChannel: () => new MessageChannelMain(),
        now: () => performance.now(),
      });
      this.#lines.set(window, line);
      window.once('closed', leaveRuns);
    });
  }

  /**
   * Opens a further window beside the one in front.
   * @param runId that it shows; null: the home view
   * @throws BenchtopError `conflict` where there are too many
   */
  open(runId: string | null): void {
    const { windows, openWindow } = this.#started;
    if (windows.all.length >= MAX_WINDOWS)
      throw fail('conflict', `${MAX_WINDOWS} windows are open: close one to open another.`);
    const { front } = windows;
    const window = openWindow(front === null ? null : beside(readBounds(front)));
    if (runId !== null) this.#shows.set(window, runId);
  }

  /** Tells the window that asked how far the work of its task has come. */
  tellProgress({ task: name, ...progress }: TaskProgress): void {
    const { key, task } = readOwnTask(name);
    const window = this.#started.windows.all.find(({ id }) => String(id) === key);
    if (window !== undefined)
      createPush(() => [window.webContents])('dataset.progress', { ...progress, task });
  }

  /** Handlers for the page of a window. */
  async handlersFor(page: WebContents): Promise<Handlers> {
    const window = this.#started.windows.find(page);
    if (window === null) throw fail('not-allowed', 'The window is closed.');
    const known = this.#handlers.get(page);
    if (known !== undefined) return known;
    const made = this.#shared.then((shared) => this.#create(window, shared));
    this.#handlers.set(page, made);
    return made;
  }

  #create(window: BrowserWindow, { workspace, runs, grants, facts, pasted }: Shared): Handlers {
    const { language, push } = this.#started;
    const line = this.#lines.get(window);
    if (line === undefined) throw new Error('a window without its line to the runs');
    const handlers = createHandlers({
      workspace,
      runs,
      grants,
      deps: {
        ...line,
        push,
        settingsChanged: this.#settingsChanged,
        info: () => facts.read(this.#shows.get(window) ?? null, window === this.#first),
        showEdits: (edits) => {
          this.#menu().showEdits(window, edits);
        },
        noteRecent: (path) => {
          this.#menu().noteRecent(path);
        },
        takeFiles: () => this.#takeFiles(window),
        openWindow: (runId) => {
          this.open(runId);
        },
        chooseFile: (missing) => chooseDataFile(window, missing, language.say),
        chooseFiles: () => chooseDataFiles(window, language.say),
        chooseFolder: () => chooseDataFolder(window, language.say),
        chooseSource: (what) => chooseImportSource(window, what, language.say),
        saveFile: writeFileDurable,
        chooseSaveFile: (defaultName, format) => chooseTableToSave(window, defaultName, format, language.say),
        printFigure,
        pictureReport,
        copyToClipboard,
        keepPasted: (text) => pasted.keep(text),
        keepTable: (text) => keepTable(workspace.copies.path, text),
        showInFolder: (path) => {
          shell.showItemInFolder(path);
        },
      },
    });
    return withOwnTasks(handlers, String(window.id));
  }

  /** The next files that the system wants opened; of those that cannot be, the person is told why. */
  #takeFiles(window: BrowserWindow): readonly string[] | null {
    const { opened } = this.#started;
    for (let files = opened.take(); files !== null; files = opened.take()) {
      const problem = files.map((path) => findFileProblem(path, 'open')).find((found) => found !== null);
      if (problem === undefined) return files;
      createPush(() => [window.webContents])('notice', {
        kind: 'error',
        message: inEnglish(problem),
        said: problem,
      });
    }
    return null;
  }
}
