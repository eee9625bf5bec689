import type { SharedTable } from '../../columns/shared-table';
import type { FileStamp } from './file-stamp';

/**
 * A table as it was read of a file, in memory that all threads share: none of it is copied on the way to
 * another thread, and nothing of it is looked at by those that pass it on.
 */
export interface KeptTable extends SharedTable {
  readonly id: string;
  /** Equal for equal readings of a file, whatever columns are wanted of it. */
  readonly reading: string;
  /** How each column was asked for, in the order of the columns. */
  readonly wanted: readonly string[];
  /** Of the file, from before it was read. */
  readonly stamp: FileStamp;
  /** Of its bytes. */
  readonly sha256: string;
  /** Milliseconds since 1970 when reading began. */
  readonly readAt: number;
}
