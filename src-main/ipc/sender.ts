import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Result } from '../../src-shared/errors';
import { CHANNELS, type Channel } from '../../src-shared/ipc/channels';

/** What a sender must be to be answered. */
export interface SenderRule {
  /** Whether these are the web contents of one of the program's windows. */
  readonly isWindow: (contents: WebContents) => boolean;
  /** The page's origin, e.g. `app://benchtop`. */
  readonly origin: string;
}

/** Passes the requests of our own page on, and refuses all others. */
export function registerChannels(
  ipcMain: Pick<IpcMain, 'handle'>,
  rule: SenderRule,
  answer: (channel: Channel, request: unknown, page: WebContents) => Promise<Result<unknown>>,
): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, (event, request: unknown) => {
      // Read at once: after a navigation the frame is gone.
      if (!isOurs(event, rule)) return refusal(channel);
      return answer(channel, request, event.sender);
    });
  }
}

/** True only for the main frame of one of our windows showing our page. */
export function isOurs(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, rule: SenderRule): boolean {
  const { sender, senderFrame: frame } = event;
  if (frame === null || frame === undefined || !rule.isWindow(sender)) return false;
  return frame === sender.mainFrame && frame.url.startsWith(`${rule.origin}/`);
}

function refusal(channel: string): Result<never> {
  return {
    ok: false,
    error: { kind: 'not-allowed', message: `${channel} is answered to Benchtop's own windows only.` },
  };
}
