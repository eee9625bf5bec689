import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { BenchtopApi } from '../../src-shared/ipc/api';
import { CHANNELS, DROP_CHANNEL, methodName, PUSHES, type PushName } from '../../src-shared/ipc/channels';

/** One method a channel, and `on`: no way to name another channel, no event object gets through. */
const methods = Object.fromEntries(
  CHANNELS.map((channel) => [
    methodName(channel),
    (request?: unknown) => ipcRenderer.invoke(channel, request),
  ]),
);

function on(name: PushName, listener: (payload: unknown) => void): () => void {
  if (!PUSHES.includes(name)) throw new Error(`There is no push "${String(name)}"`);
  const relay = (_: unknown, payload: unknown): void => {
    listener(payload);
  };
  ipcRenderer.on(name, relay);
  return () => {
    ipcRenderer.removeListener(name, relay);
  };
}

contextBridge.exposeInMainWorld('benchtop', { ...methods, on } as unknown as BenchtopApi);

/** The page never learns a path by itself: the drop is read here, and main hands the path out. */
window.addEventListener(
  'drop',
  (event) => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    const path = pathOf(file);
    if (path !== '') void ipcRenderer.invoke(DROP_CHANNEL, path);
  },
  { capture: true },
);

/** Electron 32 moved a File's path to webUtils. */
function pathOf(file: File): string {
  const utilities = webUtils as typeof webUtils | undefined;
  return utilities?.getPathForFile(file) ?? (file as File & { path?: string }).path ?? '';
}
