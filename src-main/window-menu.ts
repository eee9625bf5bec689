import { app, shell, type BrowserWindow } from 'electron';
import { createPush } from './ipc/push';
import type { Settings } from '../src-shared/settings';
import type { Started } from './started';
import { setMenu, type MenuOptions } from './window/menu';
import type { Workspace } from './workspace';

/** The one menu of all windows: it names what the window in front would undo, and acts there. */
export class WindowMenu {
  readonly #started: Started;
  readonly #workspace: Workspace;
  readonly #follow: (changed: Settings) => void;
  readonly #openWindow: () => void;
  readonly #edits = new WeakMap<BrowserWindow, MenuOptions['edits']>();

  /**
   * @param follow called with settings that were changed by the menu
   * @param openWindow opens a further window
   */
  constructor(
    started: Started,
    workspace: Workspace,
    { follow, openWindow }: { follow: (changed: Settings) => void; openWindow: () => void },
  ) {
    this.#started = started;
    this.#workspace = workspace;
    this.#follow = follow;
    this.#openWindow = openWindow;
    started.windows.onFront(() => {
      this.show();
    });
  }

  /** What a window would undo and redo. */
  showEdits(window: BrowserWindow, edits: MenuOptions['edits']): void {
    this.#edits.set(window, edits);
    if (window === this.#started.windows.front) this.show();
  }

  /** A file was opened: the system's list of recent ones and the menu have it. */
  noteRecent(path: string): void {
    app.addRecentDocument(path);
    this.show();
  }

  /** Draws it anew, by settings and window as they are now. */
  show(): void {
    const { folder, windows, language, push, reportBug, opened } = this.#started;
    const { theme, recentFiles } = this.#workspace.settings.get();
    const { front } = windows;
    const pushFront = createPush(windows.frontPage);
    setMenu({
      say: language.say,
      theme,
      recentFiles,
      openFile: (path) => {
        opened.add([path]);
      },
      openWindow: this.#openWindow,
      edits: (front === null ? undefined : this.#edits.get(front)) ?? { undo: null, redo: null },
      isDevelopment: process.env['BENCHTOP_DEVELOPMENT'] !== undefined,
      isMac: process.platform === 'darwin',
      command: (command) => {
        pushFront('menu.command', { command });
      },
      setTheme: (chosen) => {
        const changed = this.#workspace.settings.set({ theme: chosen });
        this.#follow(changed);
        push('settings.changed', changed);
      },
      showWorkspace: () => {
        shell
          .openPath(folder)
          .then((problem) => {
            if (problem !== '') pushFront('notice', { kind: 'error', message: `${folder}: ${problem}` });
          })
          .catch(reportBug);
      },
    });
  }
}
