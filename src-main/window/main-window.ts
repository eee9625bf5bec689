import { BrowserWindow, screen } from 'electron';
import type { Settings } from '../../src-shared/settings';
import { MINIMUM_SIZE, placeWindow } from './bounds';
import { PAGE } from './fences';

/** The page's own background (`--bg` of its tokens), so that nothing flashes before the first paint. */
export const BACKGROUND = { light: '#f4f5f7', dark: '#10141a' } as const;

/** Shown at the latest after this, painted or not: a window that never comes is worse than a blank one. */
const SHOW_BY_MS = 5000;

/** Opens a window: sandboxed, isolated, and shown when it has something to show. */
export function openMainWindow(options: {
  /** Built file of the preload script. */
  preload: string;
  /** Picture of the program, for systems whose windows carry one of their own. */
  icon: string;
  dark: boolean;
  bounds: Settings['window'];
}): BrowserWindow {
  const { preload, icon, dark, bounds } = options;
  const window = new BrowserWindow({
    ...placeWindow(
      bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Benchtop',
    ...(process.platform === 'linux' ? { icon } : {}),
    backgroundColor: dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
    },
  });
  if (bounds?.maximized === true) window.maximize();
  showWhenPainted(window);
  // A failure to load is told by 'did-fail-load'; this promise says nothing more.
  window.loadURL(PAGE).catch(() => undefined);
  return window;
}

function showWhenPainted(window: BrowserWindow): void {
  const show = (): void => {
    if (!window.isDestroyed()) window.show();
  };
  whenPainted(window).then(show, show);
}

/** Resolves at the first paint, or when it is overdue. */
export function whenPainted(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    window.once('ready-to-show', () => {
      resolve();
    });
    window.once('closed', () => {
      resolve();
    });
    setTimeout(resolve, SHOW_BY_MS).unref();
  });
}

/** Size and position to remember; those of a maximized window are the ones it goes back to. */
export function readBounds(window: BrowserWindow): NonNullable<Settings['window']> {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, maximized: window.isMaximized() };
}
