import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { fail, type BenchtopError } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';

/** Opening a pipe must not wait for somebody to write into it. */
const FLAGS = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** The calls that reading is made of; tests give ones that fail. */
export const fileReader = {
  stat: (path: string): Stats => statSync(path),
  open: (path: string): number => openSync(path, FLAGS),
  openLater: (path: string): Promise<FileHandle> => open(path, FLAGS),
  read: (descriptor: number): Buffer => readFileSync(descriptor),
};

/**
 * Content of a file that is a plain one: pipes, devices and folders are not opened.
 * @throws BenchtopError `file-unreadable` for what is no file; the system's own error for anything else
 */
export function readRegularFile(path: string): Buffer {
  // A device may do something when it is opened.
  requireRegular(path, fileReader.stat(path));
  const descriptor = fileReader.open(path);
  try {
    requireRegular(path, fstatSync(descriptor));
    return fileReader.read(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Text of a plain file, without a byte-order mark. @throws as {@link readRegularFile} */
export function readRegularText(path: string): string {
  return readRegularFile(path)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** Opens a plain file for reading. @throws as {@link readRegularFile} */
export async function openRegular(path: string): Promise<FileHandle> {
  requireRegular(path, fileReader.stat(path));
  const file = await fileReader.openLater(path);
  try {
    requireRegular(path, await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Text of a plain file, without a byte-order mark, read without holding up this thread. @throws as {@link readRegularFile} */
export async function readRegularTextAsync(path: string): Promise<string> {
  const file = await openRegular(path);
  try {
    const text = await file.readFile('utf8');
    return text.replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

function requireRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw noFile(path, stats);
}

function noFile(path: string, stats: Stats): BenchtopError {
  const what = stats.isDirectory() ? 'a folder' : stats.isFIFO() ? 'a pipe' : 'a device';
  return fail('file-unreadable', sentence('{path} is {what}, not a file.', { path, what }), {
    file: path,
    detail: what,
  });
}
