import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  CHANNELS,
  DROP_CHANNEL,
  methodName,
  PORT_CHANNEL,
  PUSHES,
  type BridgePushName,
} from '../../src-shared/ipc/channels';

/** One method a channel, and `on`: no way to name another channel, no event object gets through. */
const methods = Object.fromEntries(
  CHANNELS.map((channel) => [
    methodName(channel),
    (request?: unknown) => ipcRenderer.invoke(channel, request),
  ]),
);

function on(name: BridgePushName, listener: (payload: unknown) => void): () => void {
  if (!PUSHES.includes(name)) throw new Error(`There is no push "${name as string}"`);
  const relay = (_: unknown, payload: unknown): void => {
    listener(payload);
  };
  ipcRenderer.on(name, relay);
  return () => {
    ipcRenderer.removeListener(name, relay);
  };
}

contextBridge.exposeInMainWorld('benchtop', Object.freeze({ ...methods, on }));

/** What runs tell goes past this script: the bridge would copy it once more, value by value. */
ipcRenderer.on(PORT_CHANNEL, ({ ports }, key: unknown) => {
  window.postMessage(key, window.location.origin, ports);
});

/** Without this a file dropped where the page does not listen would be opened in its place. */
window.addEventListener(
  'dragover',
  (event) => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  },
  { capture: true },
);

/**
 * Chromium does not ask main before it goes to an `about:` page, which would leave a blank window:
 * whatever is not the page itself is refused here, where the page cannot take the listener away.
 */
(window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => {
  const { url } = (event as Event & { destination: { url: string } }).destination;
  if (withoutHash(url) !== withoutHash(window.location.href)) event.preventDefault();
});

function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '');
}

/** The page never learns a path by itself: the drop is read here, and main hands the path out. */
window.addEventListener(
  'drop',
  (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    const paths = files.map(findPath).filter((path) => path !== '');
    // Refusals come back as a notice; a failure here is main's, and in its log.
    if (paths.length > 0) ipcRenderer.invoke(DROP_CHANNEL, paths).catch(() => undefined);
  },
  { capture: true },
);

/** Electron 32 moved a File's path to webUtils; empty for what is not a file on this machine. */
function findPath(file: File): string {
  const utilities = webUtils as typeof webUtils | undefined;
  return utilities?.getPathForFile(file) ?? (file as File & { path?: string }).path ?? '';
}
