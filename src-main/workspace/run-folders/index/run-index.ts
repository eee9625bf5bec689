import { readdir } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { toRunRow, type RunRow } from '../../../../src-shared/run/library/row';
import { runRecordSchema, type RunRecord } from '../../../../src-shared/run/record/record';
import { TERMINAL } from '../../../../src-shared/run/record/status';
import { readRegularTextAsync } from '../../../files/regular-file';
import { readMetricRanges } from '../../../files/run-files/metric-ranges-file';
import { TimeSlices } from '../../../files/time-slices';
import type { ExternalRuns } from '../../external/external-runs';
import { isFollowed } from '../../external/record-stamp';
import { readStamp } from '../../../files/stamp';
import { withSharedParts } from '../records/shared-parts';
import { RunIndexFile, type IndexEntry } from './run-index-file';

/** State of a run.json that is not on disk: no file's, so that such a row is made anew at the next start. */
const NOWHERE = { mtimeMs: -1, size: -1 };

/** A record, and whether nothing of it may be changed. */
interface ReadRow {
  readonly record: RunRecord;
  readonly isLocked: boolean;
}

export interface RunIndexOptions {
  /** Path of the index file. */
  readonly path: string;
  readonly runsFolder: string;
  /** What other programs log. */
  readonly externals: ExternalRuns;
  /** Deals with a run.json that is not of this version or damaged; null where nothing can be had of it. */
  readonly readAnyway: (id: string) => ReadRow | null;
  /** Told of each run that a refresh, but for the first one, found changed, come or gone. */
  readonly onFound?: (id: string) => void;
  /** Whether a run is there and could not be read. */
  readonly isUnreadable: (id: string) => boolean;
  /** The record of a run that could not be written as it is; null: what is on disk counts. */
  readonly unsaved: (id: string) => RunRecord | null;
}

/**
 * A row of every run, kept in one append-only file beside the run folders, so that ten thousand runs
 * are listed without reading ten thousand records.
 *
 * The folders are the truth: a row counts while its run.json has the size and time it was made at,
 * and is made anew otherwise. So the file may be torn, stale, lost or written by two processes; it is
 * never synced. All work is done in time slices.
 */
export class RunIndex {
  readonly #options: RunIndexOptions;
  readonly #entries = new Map<string, IndexEntry>();
  readonly #file: RunIndexFile;
  #sorted: readonly RunRow[] | null = null;
  /** The row that was set last: those of a group differ in little. */
  #last: RunRow | null = null;
  #isLoaded = false;
  /** A refresh has been through all folders. */
  #isComplete = false;
  /** State of the folder of runs at the last refresh. */
  #folderStamp: string | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(options: RunIndexOptions) {
    this.#options = options;
    this.#file = new RunIndexFile(options.path, this.#entries);
  }

  /** Rows of all runs by the last refresh and the changes since, newest first. */
  rows(): readonly RunRow[] {
    this.#sorted ??= [...this.#entries.values()].map(({ row }) => row).sort((a, b) => (a.id < b.id ? 1 : -1));
    return this.#sorted;
  }

  get(id: string): RunRow | null {
    return this.#entries.get(id)?.row ?? null;
  }

  /**
   * Whether there may be something that {@link refresh} would find: another process wrote the file, or
   * a run came or went. Two looks at the disk.
   */
  mayHaveNews(): boolean {
    return this.#file.isForeign() || readStamp(this.#options.runsFolder) !== this.#folderStamp;
  }

  /** Takes in what is on disk now, whoever wrote it. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /**
   * A record that was just written. Before the first refresh nothing is held: that will find it.
   * @param isOnDisk false: it could not be written; the row counts until the program ends
   */
  put(record: RunRecord, isOnDisk = true): void {
    if (!this.#isLoaded && this.#refreshing === null) return;
    try {
      const isExternal = record.external !== undefined;
      const stamp = isOnDisk ? this.#stamp(record.id, isExternal) : NOWHERE;
      if (stamp !== null) this.#set(record.id, { ...stamp, row: toRunRow(record) });
    } catch {
      // Gone meanwhile: the next refresh says so.
    }
  }

  remove(id: string): void {
    if (this.#entries.delete(id)) this.#sorted = null;
    this.#file.forget(id);
  }

  /** Writes what is still to be written. */
  close(): Promise<void> {
    return this.#file.close();
  }

  async #refresh(): Promise<void> {
    const slices = new TimeSlices();
    if (!this.#isLoaded) {
      await this.#file.load(slices);
      this.#sorted = null;
      this.#isLoaded = true;
    }
    // Before the looks: what changes meanwhile is news for the next one.
    this.#folderStamp = readStamp(this.#options.runsFolder);
    this.#file.noteSize();
    const names = await readdir(this.#options.runsFolder);
    const ids = new Set(names.filter((name) => runRecordSchema.shape.id.safeParse(name).success));
    for (const id of [...this.#entries.keys()]) if (!ids.has(id)) this.#removeIfGone(id);
    for (const id of ids) {
      await slices.next();
      if (this.#isCurrent(id)) continue;
      await this.#read(id);
    }
    this.#isComplete = true;
  }

  #notifyFound(id: string): void {
    if (this.#isComplete) this.#options.onFound?.(id);
  }

  /** A run may have come back while the folders were listed. */
  #removeIfGone(id: string): void {
    if (this.#stamp(id) !== null) return;
    const isKnown = this.#entries.has(id);
    this.remove(id);
    if (isKnown) this.#notifyFound(id);
  }

  #isCurrent(id: string): boolean {
    const known = this.#entries.get(id);
    if (known === undefined) return false;
    const isExternal = known.row.kind === 'external';
    // Whether the program that writes it still runs, no file says.
    if (isExternal && !TERMINAL.has(known.row.status)) return false;
    const stamp = this.#stamp(id, isExternal);
    return stamp !== null && stamp.mtimeMs === known.mtimeMs && stamp.size === known.size;
  }

  async #read(id: string): Promise<void> {
    const unsaved = this.#options.unsaved(id);
    if (unsaved !== null) {
      this.put(unsaved, false);
      return;
    }
    const stamp = this.#stamp(id);
    const read = stamp === null ? this.#options.readAnyway(id) : await this.#readRecord(id);
    if (stamp === null || read === null) {
      // Its row stays as it was while it cannot be read.
      if (!this.#options.isUnreadable(id)) this.#removeIfGone(id);
      return;
    }
    const { record, isLocked } = read;
    if (record.external !== undefined) {
      await this.#readExternal(record);
      return;
    }
    const isOld = record.metricRanges === undefined && TERMINAL.has(record.status);
    const ranges = isOld
      ? await readMetricRanges(join(this.#options.runsFolder, id, 'metrics.csv'))
      : record.metricRanges;
    const after = this.#stamp(id);
    // Written while it was read: whoever wrote it has put the row, or the next refresh will.
    if (after === null || after.mtimeMs !== stamp.mtimeMs || after.size !== stamp.size) return;
    this.#set(id, { ...stamp, row: toRunRow(record, { ranges, isLocked }) });
    this.#notifyFound(id);
  }

  /** The row of a run that another program writes: it changes with its log, and with that program's end. */
  async #readExternal({ id, ...record }: RunRecord): Promise<void> {
    const { externals, readAnyway } = this.#options;
    const stamp = this.#stamp(id, true);
    if (isFollowed({ id, ...record })) await externals.read(id);
    const read = readAnyway(id);
    if (stamp === null || read === null) return;
    const entry = { ...stamp, row: toRunRow(read.record, { isLocked: read.isLocked }) };
    if (JSON.stringify(this.#entries.get(id)) === JSON.stringify(entry)) return;
    this.#set(id, entry);
    this.#notifyFound(id);
  }

  /** Looks at one run again, whoever wrote it. */
  async refreshOne(id: string): Promise<void> {
    if (!this.#isComplete || this.#isCurrent(id)) return;
    await this.#read(id);
  }

  async #readRecord(id: string): Promise<ReadRow | null> {
    try {
      const text = await readRegularTextAsync(this.#recordPath(id));
      const parsed = runRecordSchema.safeParse(JSON.parse(text));
      if (parsed.success) return { record: parsed.data, isLocked: false };
    } catch {
      // Told of below.
    }
    return this.#options.readAnyway(id);
  }

  #recordPath(id: string): string {
    return join(this.#options.runsFolder, id, 'run.json');
  }

  #stamp(id: string, isExternal = false): { mtimeMs: number; size: number } | null {
    if (isExternal) return this.#options.externals.stamp(id);
    try {
      const { mtimeMs, size } = statSync(this.#recordPath(id));
      return { mtimeMs, size };
    } catch {
      // A link that leads nowhere, a folder without permission: whoever reads it tells why.
      return null;
    }
  }

  #set(id: string, entry: IndexEntry): void {
    this.#last = withSharedParts(entry.row, this.#last);
    this.#entries.set(id, { ...entry, row: this.#last });
    this.#sorted = null;
    this.#file.write(id);
  }
}
