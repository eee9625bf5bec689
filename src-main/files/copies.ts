import { closeSync, openSync, readdirSync, readSync, realpathSync, type Dirent } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join, relative, isAbsolute, dirname } from 'node:path';
import { fail } from '../../src-shared/errors';
import { isOurs, quietly, renameDurable, syncFolder, temporaryName, writeError } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';
import { TemporaryFile } from './temporary-file';

/** Bytes read at a time. */
const PART_BYTES = 1 << 20;

/**
 * Copies a file so that its copy is whole or not there at all.
 * @throws BenchtopError `disk-full` or `storage`
 */
export function copyFileDurable(from: string, to: string, fs: FileSystem = nodeFileSystem): void {
  const file = new TemporaryFile(to, fs);
  try {
    copyInto(from, (part) => {
      file.put(part);
    });
    file.keep();
  } catch (error) {
    throw writeError(to, null, error);
  } finally {
    file.drop();
  }
}

/**
 * Copies a folder with all files and folders in it, but for what is only there while it is written. The
 * copy is whole or not there at all; links and devices are left out.
 * @param to must not be there yet
 * @throws BenchtopError `disk-full` or `storage`; `usage` where it would lie inside itself
 */
export function copyFolderDurable(from: string, to: string, fs: FileSystem = nodeFileSystem): void {
  if (isInside(from, to))
    throw fail('usage', `${to} lies inside ${from}, which is to be copied: choose another place.`, {
      file: to,
    });
  const temporary = temporaryName(to);
  try {
    copyEntries(from, temporary, fs);
    renameDurable(temporary, to, fs);
  } catch (error) {
    quietly(() => {
      fs.removeFolder(temporary);
    });
    throw writeError(to, null, error);
  }
}

/**
 * Copies a folder to where nothing is yet, piece by piece on the disk's own threads, and syncs it; links and devices
 * are left out. Where it fails, what is there is the caller's to remove.
 * @param onPart given the bytes that were copied since the last time; what it throws ends the copy
 * @throws BenchtopError `disk-full` or `storage`
 */
export async function copyFolderAside(
  from: string,
  to: string,
  onPart: (part: Uint8Array) => void,
): Promise<void> {
  try {
    await mkdir(to);
    for (const entry of await readdir(from, { withFileTypes: true })) {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) await copyFolderAside(source, target, onPart);
      else if (entry.isFile() && !isOurs(entry.name)) await copySynced(source, target, onPart);
    }
    syncFolder(to);
  } catch (error) {
    throw writeError(to, null, error);
  }
}

/** Copies one file as {@link copyFolderAside} copies a folder's. */
export async function copyFileAside(
  from: string,
  to: string,
  onPart: (part: Uint8Array) => void,
): Promise<void> {
  try {
    await copySynced(from, to, onPart);
  } catch (error) {
    throw writeError(to, null, error);
  }
}

/** Bytes of all files that {@link copyFolderAside} would copy. */
export async function countFolderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await countFolderBytes(path);
    else if (entry.isFile() && !isOurs(entry.name)) bytes += (await stat(path)).size;
  }
  return bytes;
}

async function copySynced(source: string, target: string, onPart: (part: Uint8Array) => void): Promise<void> {
  const from = await open(source, 'r');
  try {
    const to = await open(target, 'wx', 0o600);
    try {
      const part = Buffer.allocUnsafe(PART_BYTES);
      for (;;) {
        const { bytesRead } = await from.read(part, 0, part.length, null);
        if (bytesRead === 0) break;
        const read = part.subarray(0, bytesRead);
        await to.writeFile(read);
        onPart(read);
      }
      await to.sync();
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

function copyEntries(from: string, to: string, fs: FileSystem): void {
  fs.mkdir(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) copyEntry(entry, from, to, fs);
  syncFolder(to, fs);
}

function copyEntry(entry: Dirent, from: string, to: string, fs: FileSystem): void {
  const [source, target] = [join(from, entry.name), join(to, entry.name)];
  if (entry.isDirectory()) copyEntries(source, target, fs);
  else if (entry.isFile() && !isOurs(entry.name)) copyFileDurable(source, target, fs);
}

function copyInto(path: string, put: (part: Uint8Array) => void): void {
  const descriptor = openSync(path, 'r');
  try {
    const part = Buffer.alloc(PART_BYTES);
    for (;;) {
      const count = readSync(descriptor, part, 0, part.length, null);
      if (count === 0) return;
      put(part.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}

function isInside(folder: string, path: string): boolean {
  const between = relative(realpathSync(folder), join(realOr(dirname(path)), 'x'));
  return !between.startsWith('..') && !isAbsolute(between);
}

/** A folder that is not there yet is taken as it is written. */
function realOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
