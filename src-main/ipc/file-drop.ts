import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { IpcMain } from 'electron';
import { DROP_CHANNEL } from '../../src-shared/ipc/channels';
import { isOurs, type SenderRule } from './sender';

const LONGEST_PATH = 4096;

/**
 * Drops come from the preload script, which alone can see a dropped file's path. Main looks at the
 * file before it hands the path to the page.
 * @param accept called with the path of a file that is there
 * @param refuse called with one sentence for the person
 */
export function registerFileDrop(
  ipcMain: Pick<IpcMain, 'handle'>,
  rule: SenderRule,
  { accept, refuse }: { accept: (path: string) => void; refuse: (message: string) => void },
): void {
  ipcMain.handle(DROP_CHANNEL, (event, path: unknown) => {
    if (!isOurs(event, rule)) return;
    if (typeof path !== 'string' || path.length > LONGEST_PATH || !isAbsolute(path)) return;
    const problem = problemOf(path);
    if (problem === null) accept(path);
    else refuse(problem);
  });
}

function problemOf(path: string): string | null {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return `${path} is a folder: drop a file.`;
    // A pipe or a device may never end.
    return found.isFile() ? null : `${path} is not an ordinary file: drop a file.`;
  } catch (thrown) {
    return `${path} cannot be opened: ${(thrown as Error).message}.`;
  }
}
