import type { App, Session, WebContents } from 'electron';
import { ORIGIN } from './page/app-protocol';

/** The only address the window ever shows. */
export const PAGE = `${ORIGIN}/index.html`;

/** What the page may load: its own files, and what it made itself. Nothing leaves the machine. */
export function isAllowedRequest(url: string): boolean {
  return /^(app|devtools|data|blob):/.test(url);
}

/** No request out, and no permission of any kind. */
export function lockSession(session: Session, isAllowed: (url: string) => boolean = isAllowedRequest): void {
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !isAllowed(url) });
  });
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

/** Every web contents there will ever be: no navigation, no second window, no webview. */
export function fenceContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    fence(contents);
  });
}

function fence(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url?: string }, url?: string): void => {
    // Newer versions carry the address on the event, older ones beside it.
    if ((url ?? event.url) !== PAGE) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  // Nobody is asked before an `about:` page. The preload script refuses it; were one shown all the
  // same, the window comes back to the program.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) contents.loadURL(PAGE).catch(() => undefined);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
