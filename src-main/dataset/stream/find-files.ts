import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import { sha256, stableJson } from '../../files/hash';
import { literal, withDatabase } from '../source/duckdb';
import { resolvePath, type ReadLocation } from '../prepare/roles';

/** Parquet files from this size on are streamed unless the data set says otherwise: 1 GiB, on every machine. */
const STREAMED_FROM_BYTES = 2 ** 30;
/** What stands at both ends of a Parquet file. */
const MAGIC = 'PAR1';
/** A footer tells of a file's columns and row groups; a longer one is not hashed whole. */
const MOST_FOOTER_BYTES = 2 ** 26;

/** A Parquet file of a streamed table. */
interface StreamedFile {
  readonly path: string;
  readonly bytes: number;
}

/** The files of a streamed table, in the order in which they are read. */
export interface StreamedFiles {
  /** What the data set calls them: a file, a folder or a pattern. */
  readonly path: string;
  readonly name: string;
  readonly files: readonly StreamedFile[];
  /** SHA-256 over the files' names, sizes and footers: reading all bytes would cost a pass. */
  readonly sha256: string;
}

/**
 * Whether a data set is read in blocks and never held whole: where it says so, a folder or a pattern of
 * Parquet files, and a Parquet file from 1 GiB on.
 */
export function isStreamed(spec: DatasetSpec, location: ReadLocation = {}): boolean {
  if (spec.kind === 'generated' || spec.stream === false) return false;
  return spec.stream !== undefined || isStreamedPath(resolvePath(spec, location));
}

/** The same of a path, where nothing says otherwise. */
export function isStreamedPath(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return isPattern(path) && path.toLowerCase().endsWith('.parquet');
  if (found.isDirectory()) return true;
  return path.toLowerCase().endsWith('.parquet') && found.size >= STREAMED_FROM_BYTES;
}

/** Whether a path is a pattern of several files' names: `part-*.parquet`. */
function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * Finds the Parquet files of a path: the file itself, all of a folder and those inside it, or those that a
 * pattern matches; by their names, character by character.
 * @throws BenchtopError `file-missing`, or `file-unreadable` where one is no whole Parquet file
 */
export async function findFiles(path: string, signal?: AbortSignal): Promise<StreamedFiles> {
  const found = statSync(path, { throwIfNoEntry: false });
  const isFolder = found?.isDirectory() === true;
  const paths = found?.isFile() === true ? [path] : await matching(path, isFolder, signal);
  if (paths.length === 0) throw nothingFound(path, isFolder);
  const files = paths.map((file) => ({ path: file, bytes: statSync(file).size }));
  const tails = files.map((file) => [basename(file.path), file.bytes, footerHash(file)]);
  return { path, name: basename(path), files, sha256: sha256(stableJson(tails)) };
}

async function matching(path: string, isFolder: boolean, signal?: AbortSignal): Promise<string[]> {
  const pattern = isFolder ? join(path.replace(/[*?[]/g, '[$&]'), '**', '*.parquet') : path;
  return withDatabase(async (database) => {
    const rows = await database.rows(`SELECT file FROM glob(${literal(pattern)})`);
    return rows
      .map(([file]) => String(file))
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }, signal);
}

function nothingFound(path: string, isFolder: boolean): Error {
  const where = { file: path, field: 'dataset.path' };
  if (isFolder)
    return fail(
      'invalid-data',
      `The folder ${path} holds no Parquet file (*.parquet): choose another folder, or one file.`,
      where,
    );
  return isPattern(path)
    ? fail('file-missing', `No file matches ${path}.`, where)
    : fail('file-missing', `${path} is not there.`, where);
}

/** SHA-256 of a file's footer. @throws BenchtopError `file-unreadable` where it has none */
function footerHash({ path, bytes }: StreamedFile): string {
  const file = openSync(path, 'r');
  try {
    const tail = Buffer.alloc(8);
    const size = fstatSync(file).size;
    if (size >= 12) readSync(file, tail, 0, 8, size - 8);
    const length = tail.readUInt32LE(0);
    if (tail.toString('latin1', 4) !== MAGIC || length > size - 12) {
      throw fail(
        'file-unreadable',
        `${basename(path)} is not a whole Parquet file: its end is missing. Write it again, or take it out of the folder.`,
        { file: path, field: 'dataset.path' },
      );
    }
    const footer = Buffer.alloc(Math.min(length, MOST_FOOTER_BYTES));
    readSync(file, footer, 0, footer.length, size - 8 - length);
    return sha256(footer, String(bytes));
  } finally {
    closeSync(file);
  }
}
