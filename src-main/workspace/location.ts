import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fail } from '../../src-shared/errors';
import { quietly, writeFileDurable } from '../files/durable';

/** Workspaces that are remembered, at most. */
const MAX_REMEMBERED = 100;

/**
 * Where the workspace lies: as named, else BENCHTOP_WORKSPACE, else the user's own data folder.
 * The window and the command line share it.
 */
export function workspaceFolder(named?: string): string {
  const chosen = named ?? process.env['BENCHTOP_WORKSPACE'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return join(userData(), 'benchtop', 'workspace');
}

/**
 * Makes the folder of a workspace where there is none. One that was on another disk than the folder above
 * it is now, or that has no folder above it, is missing, not new: its disk is not there.
 * @throws BenchtopError `storage`
 */
export function makeWorkspaceFolder(folder: string): void {
  const remembered = readRemembered();
  if (!existsSync(folder)) {
    const above = dirname(folder);
    const isOwn = folder === join(userData(), 'benchtop', 'workspace');
    if (!isOwn && !existsSync(above)) throw missing(folder, `there is no ${above}`);
    const disk = remembered[folder];
    if (disk !== undefined && existsSync(above) && disk !== findDevice(above))
      throw missing(folder, `it was on another disk than ${above} is now`);
    makeEach(folder);
  }
  if (!statSync(folder).isDirectory()) {
    throw fail(
      'storage',
      `The workspace ${folder} is a file, not a folder: choose another one with --workspace or BENCHTOP_WORKSPACE.`,
      { file: folder },
    );
  }
  // What lies with the temporary files is soon gone, and that is no loss.
  if (folder.startsWith(resolve(tmpdir()) + sep) || remembered[folder] === findDevice(folder)) return;
  quietly(() => {
    const others = Object.entries(remembered).filter(([path]) => path !== folder);
    const all: [string, number][] = [[folder, findDevice(folder)], ...others];
    const kept = Object.fromEntries(all.slice(0, MAX_REMEMBERED));
    makeEach(dirname(rememberedFile()));
    writeFileDurable(rememberedFile(), `${JSON.stringify(kept, null, 2)}\n`);
  });
}

/** Looks at what may be written; tests give one that says no. */
export const writeProbe = {
  isWritable: (path: string): boolean => {
    try {
      accessSync(path, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
};

/** Folders of a workspace that it writes into, beside its own. */
const WRITTEN = ['runs', 'groups', 'notes', 'locks'];

/**
 * Why nothing can be saved in a workspace, as a sentence; null: it can.
 * @throws BenchtopError `storage` where there is nothing to look at either
 */
export function findReadOnly(folder: string): string | null {
  const parts = [folder, ...WRITTEN.map((name) => join(folder, name)).filter((path) => existsSync(path))];
  if (parts.every((path) => writeProbe.isWritable(path))) return null;
  if (!existsSync(join(folder, 'runs')))
    throw fail(
      'storage',
      `The workspace ${folder} cannot be written, and holds no runs to look at: choose another one with --workspace or BENCHTOP_WORKSPACE.`,
      { file: folder },
    );
  return `The workspace ${folder} is read-only: its runs can be looked at, evaluated and exported to other places, but nothing can be trained or saved there.`;
}

function missing(folder: string, why: string): Error {
  return fail(
    'storage',
    `The workspace ${folder} is missing: ${why}. Connect its disk; or make that folder, to begin anew there.`,
    { file: folder },
  );
}

/** One folder after the other: made at once, Node tries for ever in a folder like /proc. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeEach(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Number of the disk that a folder is on. */
function findDevice(folder: string): number {
  return statSync(folder).dev;
}

function rememberedFile(): string {
  return join(userData(), 'benchtop', 'workspaces.json');
}

/** Disks of the workspaces that were open, by their folders; a file that cannot be read remembers none. */
function readRemembered(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(rememberedFile(), 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}

function userData(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
