import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { CallOptions } from '../../host/pending-calls';
import type { CopyFolder, DatasetStore } from '../../workspace';

/** So many files of a folder are looked at, and so many of them hashed. */
const LOOKED_AT = 2000;
const HASHED = 20;

export interface FileFinderOptions {
  readonly copies: Pick<CopyFolder, 'of'>;
  readonly store: Pick<DatasetStore, 'knownFiles' | 'noteFile'>;
  /** Hashes a file away from this thread. */
  readonly hash: (path: string, options: CallOptions) => Promise<KnownFile>;
}

type KnownFile = ReturnType<DatasetStore['knownFiles']>[number];
type Found = Pick<FileStatus, 'foundAt' | 'how'>;
/** What is asked of the file system about a file. */
interface Seen {
  readonly bytes: number;
  readonly mtimeMs: number;
}

const NOWHERE: Found = { foundAt: null, how: null };

/**
 * Says whether a data file is what it was, and finds its bytes elsewhere. A file that was hashed
 * before and has kept its size and its time is not hashed again.
 */
export class FileFinder {
  readonly #options: FileFinderOptions;

  constructor(options: FileFinderOptions) {
    this.#options = options;
  }

  /**
   * Compares a file with a hash; null: with what it was when it was last hashed.
   * @throws BenchtopError `file-unreadable` where it is there but cannot be read
   */
  async status(path: string, sha256: string | null, options: CallOptions = {}): Promise<FileStatus> {
    const requested = sha256 ?? this.#known(path)?.sha256 ?? null;
    const seen = await seenAt(path);
    if (seen === null) {
      const found = requested === null ? NOWHERE : await this.#find(path, requested, options);
      return { state: 'missing', ...found, sha256: null };
    }
    const fresh = this.#fresh(path, seen);
    if (requested === null) return { state: 'unknown', ...NOWHERE, sha256: null };
    // Bytes of another length have another hash, which need not be computed.
    const length = this.#readLength(requested);
    const isOther = fresh === null && length !== null && length !== seen.bytes;
    const now = isOther ? null : (fresh ?? (await this.readHash(path, options)));
    if (now === requested) return { state: 'same', ...NOWHERE, sha256: now };
    return { state: 'changed', ...(await this.#find(path, requested, options)), sha256: now };
  }

  /** A file's hash where it was hashed before and has not changed since; null otherwise. */
  async knownHash(path: string): Promise<string | null> {
    const seen = await seenAt(path);
    return seen === null ? null : this.#fresh(path, seen);
  }

  /** A file's hash, computed only where it is not known. @throws BenchtopError where it cannot be read */
  async readHash(path: string, options: CallOptions = {}): Promise<string> {
    const fresh = await this.knownHash(path);
    if (fresh !== null) return fresh;
    const hashed = await this.#options.hash(path, options);
    this.note(hashed);
    return hashed.sha256;
  }

  /** The workspace's copy of these bytes, whole; null where there is none. */
  async findCopy(sha256: string, options: CallOptions = {}): Promise<string | null> {
    return this.#firstWith(sha256, this.#options.copies.of(sha256), options);
  }

  /**
   * Notes a file that was read and hashed by somebody else, if it has been as it is now since before.
   * @param since when reading began, in milliseconds since 1970
   */
  async noteRead(path: string, sha256: string, since: number): Promise<void> {
    const now = await stat(path).catch(() => null);
    if (now === null || Math.max(now.mtimeMs, now.ctimeMs) >= since) return;
    this.note({ path: resolve(path), bytes: now.size, mtimeMs: now.mtimeMs, sha256 });
  }

  note(file: KnownFile): void {
    try {
      this.#options.store.noteFile(file);
    } catch (error) {
      // What is noted saves time later; where it cannot be kept the answer is still right.
      if (!(error instanceof BenchtopError)) throw error;
    }
  }

  #known(path: string): KnownFile | null {
    const full = resolve(path);
    return this.#options.store.knownFiles().find((file) => file.path === full) ?? null;
  }

  #fresh(path: string, { bytes, mtimeMs }: Seen): string | null {
    const known = this.#known(path);
    return known?.bytes === bytes && known.mtimeMs === mtimeMs ? known.sha256 : null;
  }

  #readLength(sha256: string): number | null {
    return this.#options.store.knownFiles().find((file) => file.sha256 === sha256)?.bytes ?? null;
  }

  async #find(path: string, sha256: string, options: CallOptions): Promise<Found> {
    const copy = await this.findCopy(sha256, options);
    if (copy !== null) return { foundAt: copy, how: 'copy' };
    const known = this.#options.store.knownFiles().filter((file) => file.sha256 === sha256);
    const others = known.map((file) => file.path).filter((other) => other !== resolve(path));
    const elsewhere = await this.#firstWith(sha256, others, options);
    if (elsewhere !== null) return { foundAt: elsewhere, how: 'known' };
    const beside = await this.#firstWith(sha256, await this.#besides(path, sha256), options);
    return beside === null ? NOWHERE : { foundAt: beside, how: 'beside' };
  }

  /** Files of the same folder that may hold the bytes: of the right length, else of the same kind. */
  async #besides(path: string, sha256: string): Promise<string[]> {
    const folder = dirname(resolve(path));
    const bytes = this.#readLength(sha256);
    const ending = extname(path).toLowerCase();
    const names = (await namesIn(folder)).filter(
      (name) => bytes !== null || extname(name).toLowerCase() === ending,
    );
    const found: string[] = [];
    for (const name of names.slice(0, LOOKED_AT)) {
      const other = join(folder, name);
      if (other === resolve(path)) continue;
      const seen = await seenAt(other).catch(() => null);
      if (seen === null || (bytes !== null && seen.bytes !== bytes)) continue;
      found.push(other);
      if (found.length === HASHED) break;
    }
    return found;
  }

  async #firstWith(sha256: string, paths: readonly string[], options: CallOptions): Promise<string | null> {
    for (const path of paths) if (await this.#holds(path, sha256, options)) return path;
    return null;
  }

  /** Whether a candidate has the hash; one that cannot be read has not. */
  async #holds(path: string, sha256: string, options: CallOptions): Promise<boolean> {
    try {
      const seen = await seenAt(path);
      if (seen === null) return false;
      const fresh = this.#fresh(path, seen);
      if (fresh !== null) return fresh === sha256;
      const length = this.#readLength(sha256);
      if (length !== null && length !== seen.bytes) return false;
      const hashed = await this.#options.hash(path, options);
      if (hashed.sha256 !== sha256) return false;
      this.note(hashed);
      return true;
    } catch (error) {
      const isCancelled = error instanceof BenchtopError && error.info.kind === 'conflict';
      if (isCancelled || !(error instanceof BenchtopError)) throw error;
      return false;
    }
  }
}

/** Size and time of a file; null where there is none, or a folder. */
async function seenAt(path: string): Promise<Seen | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? { bytes: found.size, mtimeMs: found.mtimeMs } : null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw fail('file-unreadable', sentence('{path} cannot be looked at: {message}.', { path, message }), {
      file: path,
    });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
