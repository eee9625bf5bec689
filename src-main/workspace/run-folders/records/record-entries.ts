import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { JsonStore } from '../../storage/json-store';

/** Records held in memory. */
const MAX_ENTRIES = 1000;

export type Change = (record: RunRecord) => RunRecord;

/** A record in memory, with its changes that are not on disk yet. */
export interface RecordEntry {
  /** Made with the first write, and again where it was let go: it holds as much as the record. */
  store: () => JsonStore<RunRecord>;
  /** Record on disk with the changes that wait. */
  record: RunRecord;
  /** Stamp of the file that it was read from. */
  stamp: string | null;
  /** What is still to be written, in order: made again on what another process wrote meanwhile. */
  waiting: Change[];
  /** Set while changes wait to be written. */
  timer: NodeJS.Timeout | null;
  /** Its changes could not be written: until they are, what is in memory counts. */
  isUnsaved: boolean;
  /** Why nothing of it may be changed, as a sentence; null: it may. */
  readonly locked: string | null;
}

/**
 * Records in memory by the ids of their runs: the thousand that were kept last, and those whose changes are
 * nowhere else.
 */
export class RecordEntries {
  readonly #entries = new Map<string, RecordEntry>();

  get(id: string): RecordEntry | undefined {
    return this.#entries.get(id);
  }

  /** Puts a record into memory; the oldest one that is all on disk makes room where there are too many. */
  keep(id: string, entry: RecordEntry): void {
    this.#entries.set(id, entry);
    if (this.#entries.size <= MAX_ENTRIES) return;
    for (const [oldest, { timer, isUnsaved }] of this.#entries) {
      // What waits to be written is nowhere else.
      if (timer !== null || isUnsaved || oldest === id) continue;
      this.#entries.delete(oldest);
      return;
    }
  }

  /** Drops a record with the changes that wait; nothing of it is written any more. */
  forget(id: string): void {
    stopTimer(this.#entries.get(id));
    this.#entries.delete(id);
  }

  [Symbol.iterator](): IterableIterator<[string, RecordEntry]> {
    return this.#entries[Symbol.iterator]();
  }
}

/** A record that is all on disk, as of a stamp of its file. */
export function writtenEntry(
  store: RecordEntry['store'],
  record: RunRecord,
  stamp: string | null,
): RecordEntry {
  return { store, record, stamp, waiting: [], timer: null, isUnsaved: false, locked: null };
}

/** Lets changes of a record wait without a time at which they are written. */
export function stopTimer(entry: RecordEntry | undefined): void {
  if (entry?.timer != null) clearTimeout(entry.timer);
  if (entry !== undefined) entry.timer = null;
}
