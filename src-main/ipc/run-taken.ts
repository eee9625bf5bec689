import type { IpcMain } from 'electron';
import { TAKEN_CHANNEL } from '../../src-shared/ipc/channels';
import { isOurs, type SenderRule } from './sender';
import type { RunPushes } from './run-pushes';

/** Hears from the preload script how far the page is with the events that it was sent. */
export function registerTaken(
  ipcMain: Pick<IpcMain, 'on'>,
  rule: SenderRule,
  pushes: Pick<RunPushes, 'taken' | 'reset'>,
): void {
  ipcMain.on(TAKEN_CHANNEL, (event, what: unknown) => {
    if (!isOurs(event, rule)) return;
    if (what === 'new page') pushes.reset();
    else pushes.taken();
  });
}
