import { sentence, type Sentence } from '../../src-shared/language/sentence';
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { IpcMain, WebContents } from 'electron';
import { DROP_CHANNEL } from '../../src-shared/ipc/channels';
import { systemWhy } from '../../src-shared/system-errors';
import type { Workspace } from '../workspace';
import { rememberFile, type FileGrants } from './file-grants';
import type { HandlerDeps } from './handler-deps';
import type { Push } from './push';
import { holdsTable } from './table-folder';
import { isOurs, type SenderRule } from './sender';

const MAX_PATH_LENGTH = 4096;
const MAX_FILES = 10_000;

/**
 * Drops come from the preload script, which alone can see a dropped file's path. Main looks at the
 * files before it hands their paths to the page; one that cannot be opened refuses them all. A folder is taken
 * where it comes alone: runs may be in it.
 * @param accept called with the paths of files that are there, at least one, or of one folder, and the page they
 * were dropped on
 * @param refuse called with one sentence for the person, and that page
 */
export function registerFileDrop(
  ipcMain: Pick<IpcMain, 'handle'>,
  rule: SenderRule,
  {
    accept,
    refuse,
  }: {
    accept: (paths: readonly string[], page: WebContents) => void;
    refuse: (message: Sentence, page: WebContents) => void;
  },
): void {
  ipcMain.handle(DROP_CHANNEL, (event, paths: unknown) => {
    if (!isOurs(event, rule) || !arePaths(paths)) return;
    const [first, ...others] = paths;
    if (first !== undefined && others.length === 0 && isFolder(first)) {
      accept(paths, event.sender);
      return;
    }
    for (const path of paths) {
      const problem = findFileProblem(path, 'drop');
      if (problem !== null) {
        refuse(problem, event.sender);
        return;
      }
    }
    accept(paths, event.sender);
  });
}

/** What is done with files that were dropped: the page may read them, and opens what they are. */
export function acceptDrop(
  settings: Workspace['settings'],
  grants: FileGrants,
  { push, noteRecent }: Pick<HandlerDeps, 'push' | 'noteRecent'>,
): (paths: readonly string[], tellPage: Push) => void {
  return ([path, ...files], tellPage) => {
    if (path === undefined) return;
    for (const file of [path, ...files]) grants.grant(file);
    // What holds runs is no file of data.
    if (!isFolder(path)) {
      push('settings.changed', rememberFile(settings, path));
      noteRecent(path);
    }
    tellPage('file.dropped', { path, files });
  };
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function arePaths(paths: unknown): paths is string[] {
  if (!Array.isArray(paths) || paths.length === 0 || paths.length > MAX_FILES) return false;
  return paths.every(
    (path) => typeof path === 'string' && path.length <= MAX_PATH_LENGTH && isAbsolute(path),
  );
}

/** Why a path is no file to read (nor a folder of tables), as one sentence that says what to `what` instead; null where it is. */
export function findFileProblem(path: string, what: 'drop' | 'open'): Sentence | null {
  try {
    const found = statSync(path);
    if (found.isDirectory() && what === 'open' && holdsTable(path)) return null;
    if (found.isDirectory())
      return what === 'drop'
        ? sentence('{path} is a folder: drop a file.', { path })
        : sentence('{path} is a folder: open a file.', { path });
    // A pipe or a device may never end.
    if (found.isFile()) return null;
    return what === 'drop'
      ? sentence('{path} is not an ordinary file: drop a file.', { path })
      : sentence('{path} is not an ordinary file: open a file.', { path });
  } catch (thrown) {
    return sentence('{path} cannot be opened: {why}.', { path, why: systemWhy(thrown) });
  }
}
