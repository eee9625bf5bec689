import { BrowserWindow, screen, type Session } from 'electron';
import type { Settings } from '../../src-shared/settings';
import { ORIGIN } from './app-protocol';

/** The page's own background, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#f4f5f7', dark: '#10141a' } as const;

/** Opens the one window: sandboxed, isolated, and unable to go anywhere else. */
export function openMainWindow(options: {
  preload: string;
  dark: boolean;
  bounds: Settings['window'];
  saveBounds: (bounds: NonNullable<Settings['window']>) => void;
}): BrowserWindow {
  const { preload, dark, bounds, saveBounds } = options;
  const window = new BrowserWindow({
    width: bounds?.width ?? 1360,
    height: bounds?.height ?? 860,
    ...(bounds !== null && bounds.x !== null && bounds.y !== null && isOnAScreen(bounds.x, bounds.y)
      ? { x: bounds.x, y: bounds.y }
      : {}),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Benchtop',
    backgroundColor: dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (bounds?.maximized === true) window.maximize();
  keepInside(window);
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    saveBounds({ x, y, width, height, maximized: window.isMaximized() });
  });
  void window.loadURL(`${ORIGIN}/index.html`);
  return window;
}

/** No navigation, no second window, no webview. */
function keepInside({ webContents }: BrowserWindow): void {
  const deny = (event: { preventDefault(): void }, url: string): void => {
    if (url !== `${ORIGIN}/index.html`) event.preventDefault();
  };
  webContents.on('will-navigate', deny);
  webContents.on('will-redirect', deny);
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** No request leaves the machine, and the page is granted nothing. */
export function lockSession(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !/^(app|devtools|data|blob|chrome-extension):/.test(url) });
  });
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

function isOnAScreen(x: number, y: number): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const isWithinX = x >= workArea.x && x < workArea.x + workArea.width - 100;
    return isWithinX && y >= workArea.y && y < workArea.y + workArea.height - 100;
  });
}
