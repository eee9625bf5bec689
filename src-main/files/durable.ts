import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BenchtopError, fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import { systemWhy } from '../../src-shared/system-errors';
import { nodeFileSystem, type FileSystem } from './file-system';
import { isProcessOver, processMark } from './session';

/**
 * Marks what is being written: recognisable as ours, never mistaken for a finished file. Earlier versions,
 * and systems that do not tell when a process began, name no process.
 */
const ASIDE = /^\..*\.benchtop(-[0-9a-f]{12}|-(?<process>[0-9a-z]+-[0-9a-z]+)-[0-9a-f]{8})?$/;
/** A younger aside of a process that nothing names may still be in the making. */
const ORPHAN_AGE_MS = 60_000;

/** A name next to `path` that only this write of this process uses. */
export function temporaryName(path: string): string {
  const mark = processMark();
  const own = mark === null ? randomBytes(6).toString('hex') : `${mark}-${randomBytes(4).toString('hex')}`;
  return join(dirname(path), `.${basename(path)}.benchtop-${own}`);
}

/** Removes a folder at once: one that loses file after file would look damaged to another process. */
export function removeAtOnce(folder: string): void {
  const going = temporaryName(folder);
  if (existsSync(folder)) renameSync(folder, going);
  rmSync(going, { recursive: true, force: true });
}

/**
 * Replaces a file so that a crash, a full disk or a power cut leaves the old one or the new one,
 * whole: written aside, synced, its size checked, renamed, the folder synced.
 * @throws BenchtopError `disk-full` or `storage`; the old file is untouched then
 */
export function writeFileDurable(
  path: string,
  data: string | Uint8Array,
  fs: FileSystem = nodeFileSystem,
): void {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  const aside = temporaryName(path);
  try {
    fs.mkdir(dirname(path));
    writeSynced(aside, bytes, fs);
    renameDurable(aside, path, fs);
  } catch (error) {
    quietly(() => {
      fs.unlink(aside);
    });
    throw writeError(path, bytes.length, error);
  }
}

/** Writes and syncs a new file; for use inside a folder that is renamed as a whole. */
export function writeSynced(path: string, bytes: Uint8Array, fs: FileSystem = nodeFileSystem): void {
  const descriptor = fs.open(path, 'wx', 0o600);
  try {
    // One write() may store only a part, on a full disk without any error.
    for (let done = 0; done < bytes.length;) {
      const count = fs.write(descriptor, bytes, done, bytes.length - done);
      if (count <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
      done += count;
    }
    fs.fsync(descriptor);
    if (fs.size(descriptor) !== bytes.length) throw new Error('the file is shorter than what was written');
  } finally {
    fs.close(descriptor);
  }
}

/**
 * Writes a copy of what was just written durably elsewhere: whole, but not synced, so that it costs no wait for
 * the disk. What cannot be written is left out: the copy before it stays.
 */
export function writeCopy(path: string, text: string): void {
  const aside = temporaryName(path);
  try {
    writeFileSync(aside, text, { flag: 'wx', mode: 0o600 });
    renameSync(aside, path);
  } catch {
    quietly(() => {
      unlinkSync(aside);
    });
  }
}

/** Renames, then syncs the folder: without that a power cut may take the rename back. */
export function renameDurable(from: string, to: string, fs: FileSystem = nodeFileSystem): void {
  for (let attempt = 1; ; attempt++) {
    try {
      fs.rename(from, to);
      break;
    } catch (error) {
      // Windows virus scanners hold new files for a moment.
      const code = (error as NodeJS.ErrnoException).code;
      if (attempt >= 5 || (code !== 'EPERM' && code !== 'EBUSY') || process.platform !== 'win32') throw error;
    }
  }
  syncFolder(dirname(to), fs);
}

export function syncFolder(path: string, fs: FileSystem = nodeFileSystem): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.open(path, 'r');
  try {
    fs.fsync(descriptor);
  } finally {
    fs.close(descriptor);
  }
}

/** Whether a file or folder is one of ours that is only there while something is written. */
export function isOurs(name: string): boolean {
  return ASIDE.test(name);
}

/** Removes what an earlier crash left half-written in a folder: ours only, of a process that is over or old. */
export function sweepOrphans(folder: string, now = Date.now()): string[] {
  return sweep(folder, (path) => {
    const mark = ASIDE.exec(basename(path))?.groups?.['process'];
    const isLeft = mark !== undefined && isProcessOver(mark);
    return isLeft || now - statSync(path).mtimeMs >= ORPHAN_AGE_MS;
  });
}

/**
 * Removes what a process that is known to be gone left half-written in a folder, however young it is.
 * @param name of the file that it was to become; null: any
 */
export function sweepLeft(folder: string, name: string | null): string[] {
  return sweep(folder, (path) => name === null || basename(path).startsWith(`.${name}.benchtop`));
}

function sweep(folder: string, isToGo: (path: string) => boolean): string[] {
  const swept: string[] = [];
  for (const name of listOrEmpty(folder).filter(isOurs)) {
    const path = join(folder, name);
    quietly(() => {
      if (!isToGo(path)) return;
      rmSync(path, { recursive: true, force: true });
      swept.push(path);
    });
  }
  return swept;
}

export function listOrEmpty(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * A failed write as an error for people.
 * @param bytes that were to be written; null: unknown, as the file is written piece by piece
 */
export function writeError(path: string, bytes: number | null, error: unknown): BenchtopError {
  if (error instanceof BenchtopError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const need =
      bytes === null ? sentence('does not fit') : sentence('needs {bytes} bytes', { bytes: String(bytes) });
    return fail(
      'disk-full',
      sentence('{problem} Nothing was changed; free some space and try again.', {
        problem: sentence('The disk is full: {path} {need}.', { path, need }),
      }),
      { file: path, detail: message },
    );
  }
  const kept = existsSync(path) ? sentence(' The old file is kept.') : '';
  return fail(
    'storage',
    sentence('{path} could not be written: {error}.{kept}', { path, error: systemWhy(error), kept }),
    {
      file: path,
      detail: message,
    },
  );
}

export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // Clearing up after a failure must not hide that failure.
  }
}
