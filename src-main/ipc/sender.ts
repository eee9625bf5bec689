import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Result } from '../../src-shared/errors';
import { CHANNELS, type Channel } from '../../src-shared/ipc/channels';

/** What a sender must be to be answered. */
export interface SenderRule {
  /** The only web contents that may ask; null before there is a window. */
  readonly webContents: () => WebContents | null;
  /** The page's origin, e.g. `app://benchtop`. */
  readonly origin: string;
}

/** Passes the requests of our own page on, and refuses all others. */
export function registerChannels(
  ipcMain: Pick<IpcMain, 'handle'>,
  rule: SenderRule,
  answer: (channel: Channel, request: unknown) => Promise<Result<unknown>>,
): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, (event, request: unknown) => {
      // Read at once: after a navigation the frame is gone.
      if (!isOurs(event, rule)) return refusal(channel);
      return answer(channel, request);
    });
  }
}

/** True only for the main frame of our window showing our page. */
export function isOurs(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, rule: SenderRule): boolean {
  const ours = rule.webContents();
  const frame = event.senderFrame;
  if (ours === null || event.sender !== ours || frame === null || frame === undefined) return false;
  return frame === ours.mainFrame && frame.url.startsWith(`${rule.origin}/`);
}

function refusal(channel: string): Result<never> {
  return {
    ok: false,
    error: { kind: 'not-allowed', message: `${channel} is answered to Benchtop's own window only.` },
  };
}
