import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, isStorageFailure } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { TERMINAL } from '../../../../src-shared/run/record/status';
import { writeLabels, type KnownFigures } from '../../external/external-document';
import { lookAtRecord, recordStamp } from '../../external/record-stamp';
import { lockPath, withLock } from '../../storage/file-lock';
import type { JsonStore, StoreClass } from '../../storage/json-store';
import { readStamp } from '../../../files/stamp';
import { RecordCopies } from './record-copy';
import { RecordEntries, stopTimer, writtenEntry, type Change, type RecordEntry } from './record-entries';
import { RecordReader } from './record-reader';
import { lazyRecordStore } from './record-store';
import { withSharedParts } from './shared-parts';

/** How long a change may wait for others that are written with it. */
const SOON_MS = 250;
/** How long after a failed write a record is written again. */
const AGAIN_MS = 1000;

export interface RunRecordsOptions {
  readonly Store: StoreClass;
  /** The workspace. */
  readonly folder: string;
  readonly findFolder: (id: string) => string;
  readonly notice: (text: string) => void;
  /** Why nothing in the workspace may be written, as a sentence; null: it may. */
  readonly readOnly: string | null;
  /** What is known of the metrics of another program's run. */
  readonly findFigures: (id: string) => KnownFigures | null;
  /** Told of each record that was written, or could not be. */
  readonly changed: (record: RunRecord, isOnDisk: boolean) => void;
}

/** The records of runs, `run.json` in the folder of each: read where they changed, written under a lock. */
export class RunRecords {
  readonly #options: RunRecordsOptions;
  readonly #entries = new RecordEntries();
  readonly #reader: RecordReader;
  readonly #copies = new RecordCopies();
  /** The record that was shared last with the one before: those of a group differ in little. */
  #last: RunRecord | null = null;

  constructor(options: RunRecordsOptions) {
    const { findFolder, findFigures, notice } = options;
    this.#options = options;
    this.#reader = new RecordReader({
      findFolder,
      findFigures,
      notice,
      findLock: (id) => this.#findLock(id),
      isReadOnly: options.readOnly !== null,
      write: (record) => {
        this.#store(record.id)().write(record);
        options.changed(record, true);
      },
    });
  }

  /** The record as on disk, whoever wrote it, with what waits to be written; null where there is none. */
  find(id: string): RunRecord | null {
    return this.#entry(id)?.record ?? null;
  }

  /** @throws BenchtopError `not-found`, or `file-unreadable` where it is there and cannot be read now */
  get(id: string): RunRecord {
    const record = this.find(id);
    if (record !== null) return record;
    const reason = this.#reader.findReason(id);
    if (reason !== null) throw fail('file-unreadable', reason);
    throw fail(
      'not-found',
      sentence('There is no run "{id}" in {folder}.', { id, folder: this.#options.findFolder('') }),
    );
  }

  /** Why nothing of a run that was just read may be changed, as a sentence; null: it may. */
  findLocked(id: string): string | null {
    return this.#options.readOnly ?? this.#entries.get(id)?.locked ?? null;
  }

  /** @throws BenchtopError `conflict` or `read-only` where nothing of a run may be changed */
  requireChangeable(id: string): void {
    const { readOnly } = this.#options;
    if (readOnly !== null) throw fail('read-only', readOnly);
    const locked = this.findLocked(id);
    if (locked !== null) throw fail('conflict', locked);
  }

  /** Whether a record is there and could not be read when that was tried last. */
  isUnreadable(id: string): boolean {
    return this.#reader.isUnread(id);
  }

  /** The record of a run that is not written yet, or could not be; null: what is on disk counts. */
  findUnsaved(id: string): RunRecord | null {
    const entry = this.#entries.get(id);
    return entry !== undefined && (entry.isUnsaved || entry.waiting.length > 0) ? entry.record : null;
  }

  /** Writes the record of a new run. @throws BenchtopError `disk-full` or `storage`; nothing is left then */
  create(record: RunRecord): void {
    const { id } = record;
    const folder = this.#options.findFolder(id);
    try {
      this.locked(id, () => {
        const store = this.#store(id);
        store().write(record);
        this.#copies.note(folder, record);
        this.#entries.keep(id, writtenEntry(store, record, readStamp(store().path)));
      });
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    this.#options.changed(record, true);
  }

  /**
   * Replaces a record by what `change` makes of it, as it is on disk: no other process writes meanwhile.
   * @param when now: durable when it returns; soon: written with what follows, within a quarter of a
   * second, and again until that succeeds; `change` may be made once more then. For what a crash may take
   * back, because it is found again (checkpoints) or does not count after it: a run of a hundredth of a
   * second would else write its record ten times.
   * @throws BenchtopError `not-found`, `conflict` where another process does not let go of the record or a
   * newer Benchtop wrote it, `read-only` (of `soon`: then it counts until the program ends),
   * `disk-full` or `storage`, or what `change` throws: nothing is written then, nor changed
   */
  update(id: string, change: Change, when: 'now' | 'soon' = 'now'): RunRecord {
    if (when === 'soon') return this.#updateSoon(id, change);
    this.get(id);
    this.requireChangeable(id);
    return this.locked(id, () => {
      const record = this.get(id);
      const changed = change(record);
      const entry = this.#entries.get(id);
      if (entry !== undefined && changed !== record) {
        const isPending = entry.waiting.length > 0;
        entry.record = changed;
        try {
          this.#write(entry);
        } catch (error) {
          // What is on disk counts, and what could not be written before.
          entry.record = record;
          if (isPending) this.#writeSoon(id, entry, AGAIN_MS);
          throw error;
        }
      }
      return changed;
    });
  }

  #updateSoon(id: string, change: Change): RunRecord {
    const record = this.get(id);
    const changed = change(record);
    const entry = this.#entries.get(id);
    if (entry?.locked != null) throw fail('conflict', entry.locked);
    if (entry !== undefined && changed !== record) {
      entry.record = changed;
      if (this.#options.readOnly !== null) {
        entry.isUnsaved = true;
        this.#options.changed(changed, false);
        return changed;
      }
      entry.waiting.push(change);
      // Who lists the runs before it is written sees it, too.
      this.#options.changed(changed, false);
      this.#writeSoon(id, entry);
    }
    return changed;
  }

  /** Does something under the lock of a run's record. */
  locked<T>(id: string, action: () => T): T {
    const file = join(this.#options.findFolder(id), 'run.json');
    return withLock(this.#findLock(id), { file }, action);
  }

  /**
   * Writes now what of a record was to be written soon; of a run that is gone, nothing.
   * @throws BenchtopError `disk-full` or `storage`; it is tried again
   */
  save(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.waiting.length === 0) return;
    try {
      this.locked(id, () => {
        const current = this.#entry(id);
        if (current !== null && current.waiting.length > 0) this.#write(current);
      });
    } catch (error) {
      this.#keepUnsaved(id);
      throw error;
    }
  }

  /** Writes what waits under a lock that is held, as far as it can be written. */
  flush(id: string): void {
    const entry = this.#entries.get(id);
    try {
      if (entry !== undefined && entry.waiting.length > 0) this.#write(entry);
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
    }
  }

  /** Holds nothing of a run any more, and writes nothing of it. */
  forget(id: string): void {
    this.#entries.forget(id);
    this.#copies.forget(id);
  }

  /** Writes what can be written now, and tries no more: the program ends. */
  close(): void {
    for (const [id, entry] of this.#entries) {
      try {
        this.save(id);
      } catch {
        // The next start finds it interrupted.
      }
      stopTimer(entry);
    }
  }

  #write(entry: RecordEntry): void {
    stopTimer(entry);
    const folder = this.#options.findFolder(entry.record.id);
    const isExternal = entry.record.external !== undefined;
    if (isExternal) writeLabels(folder, entry.record);
    else {
      entry.store().write(entry.record);
      this.#copies.note(folder, entry.record);
    }
    entry.waiting = [];
    entry.isUnsaved = false;
    entry.stamp = recordStamp(folder, isExternal);
    // Of a run that is over nothing is written for long: thousands of them are held.
    if (TERMINAL.has(entry.record.status)) {
      entry.store = this.#store(entry.record.id);
      entry.record = this.#shared(entry.record);
    }
    this.#options.changed(entry.record, true);
  }

  /** Counts in memory until it can be written. */
  #keepUnsaved(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.isUnsaved = true;
    this.#options.changed(entry.record, false);
    this.#writeSoon(id, entry, AGAIN_MS);
    // Nothing but this is left to do where the program ends.
    entry.timer?.unref();
  }

  #writeSoon(id: string, entry: RecordEntry, ms = SOON_MS): void {
    entry.timer ??= setTimeout(() => {
      entry.timer = null;
      try {
        this.save(id);
      } catch {
        // It is tried again; whoever needs it on disk asks for that.
      }
    }, ms);
  }

  /** The entry as on disk: another process (the CLI, the window) may have changed it. */
  #entry(id: string): RecordEntry | null {
    const folder = this.#options.findFolder(id);
    const known = this.#entries.get(id);
    const { own, external, isAsKnown } = lookAtRecord(folder, known);
    if (known !== undefined && isAsKnown) return known;
    const read = this.#reader.read(id);
    // What cannot be read just now is as it was.
    if (read === null && known !== undefined && this.#reader.isUnread(id)) return known;
    this.#entries.forget(id);
    if (read === null) return null;
    const waiting = known?.waiting ?? [];
    const entry: RecordEntry = {
      store: this.#store(id),
      record: waiting.reduce((changed, change) => change(changed), this.#shared(read.record)),
      locked: read.locked,
      stamp: read.record.external === undefined ? own : external,
      waiting,
      timer: null,
      isUnsaved: known?.isUnsaved ?? false,
    };
    this.#entries.keep(id, entry);
    if (waiting.length > 0) this.#writeSoon(id, entry);
    return entry;
  }

  #shared(record: RunRecord): RunRecord {
    return (this.#last = withSharedParts(record, this.#last));
  }

  #findLock(id: string): string {
    return lockPath(this.#options.folder, `run-${id}.json`);
  }

  #store(id: string): () => JsonStore<RunRecord> {
    const { Store, findFolder, notice } = this.#options;
    return lazyRecordStore({ Store, folder: findFolder(id), lock: this.#findLock(id), notice });
  }
}
