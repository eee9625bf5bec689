import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { copyName, copyPrefix } from '../../files/copy-name';
import { temporaryName, renameDurable, writeError } from '../../files/durable';
import { openError } from './source';

const CHUNK_BYTES = 1 << 20;

/** A data file's bytes as of one moment. */
export interface FileHash {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  /** Hex. */
  readonly sha256: string;
}

export interface StreamOptions {
  /** Ends the work; the call rejects with `conflict`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/**
 * Hashes a data file in pieces.
 * @throws BenchtopError where it cannot be read, changes meanwhile, or the work is cancelled
 */
export function hashDataFile(path: string, options: StreamOptions = {}): Promise<FileHash> {
  return streamed(path, options, () => Promise.resolve());
}

/**
 * Copies a data file into a folder under its hash and name, durably: written aside, synced, renamed.
 * A copy of the same bytes that is there already is kept instead; after a failure nothing is left.
 * @param sha256 that the file must have; null: any
 * @throws BenchtopError where the file cannot be read, is another one, or there is no room
 */
export async function copyDataFile(
  from: string,
  folder: string,
  sha256: string | null,
  options: StreamOptions = {},
): Promise<FileHash & { readonly copy: string }> {
  // Named after the hash only once that is known.
  const aside = temporaryName(join(folder, 'copy'));
  let bytes = 0;
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(aside, 'wx', 0o600);
    let hash: FileHash;
    try {
      hash = await streamed(from, options, async (chunk) => {
        await writeAll(file, chunk);
        bytes += chunk.length;
      });
      await file.sync();
      if ((await file.stat()).size !== hash.bytes) throw new Error('the copy is shorter than the file');
    } finally {
      await file.close();
    }
    if (sha256 !== null && hash.sha256 !== sha256) throw changed(from);
    const other = await copyIn(folder, hash, options);
    if (other !== null) {
      await unlink(aside);
      return { ...hash, copy: other };
    }
    const copy = join(folder, copyName(hash.path, hash.sha256));
    renameDurable(aside, copy);
    return { ...hash, copy };
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    throw error instanceof BenchtopError ? error : writeError(folder, bytes, error);
  }
}

/** A whole copy of these bytes that is there already. */
async function copyIn(folder: string, hash: FileHash, options: StreamOptions): Promise<string | null> {
  for (const name of (await readdir(folder)).sort()) {
    if (!name.startsWith(copyPrefix(hash.sha256))) continue;
    const path = join(folder, name);
    if ((await stat(path)).size !== hash.bytes) continue;
    if ((await hashDataFile(path, options)).sha256 === hash.sha256) return path;
  }
  return null;
}

async function streamed(
  given: string,
  { signal, onProgress }: StreamOptions,
  take: (chunk: Buffer) => Promise<void>,
): Promise<FileHash> {
  const path = resolve(given);
  try {
    const before = await stat(path);
    if (!before.isFile()) {
      const what = before.isDirectory() ? 'is a folder: choose a file in it' : 'is not a regular file';
      throw fail('file-unreadable', `${path} ${what}.`, { file: path });
    }
    const file = await open(path, 'r');
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.alloc(CHUNK_BYTES);
      let bytes = 0;
      for (;;) {
        if (signal?.aborted === true) throw fail('conflict', sentence('Reading the file was cancelled.'));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        await take(chunk);
        bytes += bytesRead;
        onProgress?.({ bytes, totalBytes: before.size, rows: 0 });
      }
      const after = await stat(path);
      const isSame = after.size === before.size && after.mtimeMs === before.mtimeMs;
      if (!isSame || bytes !== before.size) throw changed(path);
      return { path, bytes, mtimeMs: before.mtimeMs, sha256: hash.digest('hex') };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof WriteFailure ? error.reason : openError(path, error);
  }
}

/** Tells a failure to write from one to read, on the way out of {@link streamed}. */
class WriteFailure extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('writing failed');
    this.reason = reason;
  }
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  try {
    // One write may store only a part, on a full disk without any error.
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await file.write(chunk, done, chunk.length - done);
      if (bytesWritten <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
      done += bytesWritten;
    }
  } catch (error) {
    throw new WriteFailure(error);
  }
}

function changed(path: string): Error {
  return fail(
    'invalid-data',
    sentence('{path} was changed while it was read: try again.', { path: basename(path) }),
    { file: path },
  );
}
