import type { ReadProgress } from '../../../src-shared/dataset/look';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { Dialect, FileSource } from '../../../src-shared/experiment/schema';

/** Several files that are read elsewhere than the experiment says. */
interface MovedFiles {
  /** Where the experiment has the first file: rows are told apart by it, wherever it is read. */
  readonly path: string;
  /** Where the further files are read, in their order. */
  readonly files: readonly string[];
}

export interface ReadOptions {
  /** Names for a file without a header, or other names for one with. */
  readonly columns?: readonly string[] | undefined;
  /** Which of the file's tables is read, and which other files with it; left out: the reader's choice. */
  readonly source?: FileSource | undefined;
  /** Set where several files are read elsewhere than `source` says. */
  readonly moved?: MovedFiles | undefined;
  /** What is left out is detected. */
  readonly dialect?: Dialect | undefined;
  /** Columns with markers for "no value" of their own, instead of the dialect's. */
  readonly columnNa?: readonly { readonly name: string; readonly na: readonly string[] }[] | undefined;
  /** Stops reading; the call rejects with `conflict`. */
  readonly signal?: AbortSignal | undefined;
  /** Told a few times a second how far reading has come. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

export function cancelled(): Error {
  return fail('conflict', sentence('Reading the file was cancelled.'));
}
