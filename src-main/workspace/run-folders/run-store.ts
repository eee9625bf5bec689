import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, isStorageFailure } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import { runRecordSchema, type RunRecord, type StoredRun } from '../../../src-shared/run/record/record';
import { removeAtOnce, renameDurable, sweepOrphans } from '../../files/durable';
import { releaseReserve } from '../../files/reserve';
import type { StoreClass } from '../storage/json-store';
import { StoredCheckpoints } from './checkpoints-on-disk';
import { findElsewhere } from './elsewhere';
import { Interruptions } from './interruptions';
import { newRecord, newRunId, type NewRunOptions } from './new-record';
import { RunIndex } from './index/run-index';
import { ExternalRuns } from '../external/external-runs';
import { isFollowed } from '../external/record-stamp';
import { RunLogs } from './run-logs';
import type { Change } from './records/record-entries';
import { RunRecords } from './records/run-records';
import { RunTrash } from './run-trash';

export interface RunStoreOptions {
  readonly Store: StoreClass;
  /** The workspace. */
  readonly folder: string;
  readonly session: string;
  readonly notice: (text: string) => void;
  /** Why nothing in the workspace may be written, as a sentence; null: it may. */
  readonly readOnly: string | null;
}

/** Every run of a workspace: one folder a run, its record behind one small JSON store. */
export class RunStore {
  readonly #options: RunStoreOptions;
  readonly #records: RunRecords;
  readonly #foundListeners: ((id: string) => void)[] = [];
  /** Runs there are, counted once. */
  #count: number | null = null;

  /** What the table of runs needs of every run, without reading all records. */
  readonly index: RunIndex;
  /** Which of them were found interrupted, until that was told. */
  readonly interruptions: Interruptions;
  readonly trashed: RunTrash;
  readonly checkpoints: StoredCheckpoints;
  /** What runs log at each step. */
  readonly logs: RunLogs;
  /** What other programs log of theirs. */
  readonly externals: ExternalRuns;

  constructor(options: RunStoreOptions) {
    this.#options = options;
    if (options.readOnly === null) {
      mkdirSync(this.runsFolder, { recursive: true });
      sweepOrphans(this.runsFolder);
    }
    this.externals = new ExternalRuns((id) => this.findFolder(id));
    this.#records = new RunRecords({
      Store: options.Store,
      folder: options.folder,
      findFolder: (id) => this.findFolder(id),
      notice: options.notice,
      readOnly: options.readOnly,
      findFigures: (id) => this.externals.find(id),
      changed: (record, isOnDisk) => {
        this.index.put(record, isOnDisk);
      },
    });
    this.interruptions = new Interruptions(
      join(options.folder, 'runs-interrupted.txt'),
      options.readOnly !== null,
    );
    this.trashed = new RunTrash(this.#trashFolder);
    this.checkpoints = new StoredCheckpoints((id) => this.findFolder(id));
    this.logs = new RunLogs(this);
    this.index = new RunIndex({
      path: join(options.folder, 'runs-index.jsonl'),
      runsFolder: this.runsFolder,
      externals: this.externals,
      // By the ordinary way, which deals with what cannot be read, and tells of it.
      readAnyway: (id) => {
        const record = this.#records.find(id);
        return record === null ? null : { record, isLocked: this.#records.findLocked(id) !== null };
      },
      onFound: (id) => {
        for (const listener of this.#foundListeners) listener(id);
      },
      isUnreadable: (id) => this.#records.isUnreadable(id),
      unsaved: (id) => this.#records.findUnsaved(id),
    });
  }

  /** Calls back for each run that another process changed, made or took away, once that is found. */
  onFound(listener: (id: string) => void): void {
    this.#foundListeners.push(listener);
  }

  /** Folder of all runs' folders. */
  get runsFolder(): string {
    return join(this.#options.folder, 'runs');
  }

  findFolder(id: string): string {
    return join(this.runsFolder, id);
  }

  /** A new run, queued, with its folder and record on disk. @throws BenchtopError `read-only`, `disk-full` or `storage` */
  create(experiment: Experiment, options: NewRunOptions): StoredRun {
    this.#requireWritable();
    const id = options.id ?? newRunId();
    const folder = this.findFolder(id);
    mkdirSync(folder, { recursive: true });
    const { session } = this.#options;
    const record = newRecord(experiment, { ...options, id, session, colour: this.#nextColour(id) });
    this.#records.create(record);
    return { record, path: folder };
  }

  /** Ids of all runs, readable or not, newest first. */
  ids(): string[] {
    return readdirSync(this.runsFolder)
      .filter((name) => runRecordSchema.shape.id.safeParse(name).success)
      .sort()
      .reverse();
  }

  /**
   * The records of the newest readable runs, newest first: a millisecond each the first time.
   * @param isLeftOut by id: runs that are not looked at
   */
  list(limit = Infinity, isLeftOut: (id: string) => boolean = () => false): StoredRun[] {
    const runs: StoredRun[] = [];
    for (const id of this.ids()) {
      if (runs.length >= limit) break;
      if (isLeftOut(id)) continue;
      const record = this.#records.find(id);
      if (record !== null) runs.push(this.#toStored(record));
    }
    return runs;
  }

  has(id: string): boolean {
    return this.#records.find(id) !== null;
  }

  /** @throws BenchtopError `not-found`, or `file-unreadable` where it is there and cannot be read now */
  get(id: string): StoredRun {
    return this.#toStored(this.#records.get(id));
  }

  /** The same with all that another program logged by now; of a run of Benchtop's own, the record says it all. */
  async getRead(id: string): Promise<StoredRun> {
    if (isFollowed(this.#records.get(id))) await this.externals.read(id);
    return this.get(id);
  }

  /** Replaces a record by what `change` makes of it. Parameters and errors are those of RunRecords' `update`. */
  update(id: string, change: Change, when: 'now' | 'soon' = 'now'): StoredRun {
    return this.#toStored(this.#records.update(id, change, when));
  }

  /** @throws BenchtopError `not-found`, or `conflict` or `read-only` where nothing of a run may be changed */
  requireChangeable(id: string): void {
    this.get(id);
    this.#records.requireChangeable(id);
  }

  #toStored(record: RunRecord): StoredRun {
    const { id } = record;
    const locked = this.#records.findLocked(id);
    const elsewhere = findElsewhere(record, this.#options.session);
    return {
      record,
      path: this.findFolder(id),
      ...(locked === null ? {} : { locked }),
      ...(elsewhere === null ? {} : { elsewhere }),
    };
  }

  #requireWritable(): void {
    const { readOnly } = this.#options;
    if (readOnly !== null) throw fail('read-only', readOnly);
  }

  /**
   * Writes now what of a record was to be written soon; of a run that is gone, nothing.
   * @throws BenchtopError `disk-full` or `storage`; it is tried again
   */
  save(id: string): void {
    this.#records.save(id);
  }

  /** Writes what can be written now, and tries no more: the program ends. */
  close(): void {
    this.#records.close();
  }

  /** Gives back the room on the disk that was kept for a run's end. */
  releaseRoom(id: string): void {
    releaseReserve(this.findFolder(id));
  }

  /** Removes a run that never began, with its folder. */
  discard(id: string): void {
    const folder = this.findFolder(id);
    this.#forget(id);
    removeAtOnce(folder);
  }

  /** Moves a run's folder to the workspace's trash. */
  trash(id: string): void {
    this.requireChangeable(id);
    const move = (): void => {
      this.get(id);
      // On a full disk, what is on it goes to the trash.
      this.#records.flush(id);
      mkdirSync(this.#trashFolder, { recursive: true });
      renameDurable(this.findFolder(id), join(this.#trashFolder, id));
      this.#forget(id);
    };
    try {
      this.#records.locked(id, move);
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      // A full disk has no room for a lock either, and deleting is what gives it some.
      move();
    }
  }

  #forget(id: string): void {
    this.#records.forget(id);
    this.externals.forget(id);
    this.index.remove(id);
    this.#count = null;
  }

  /** What is to be told of runs whose records were rebuilt, until a person has seen each; as of the last refresh. */
  tellRecovered(): Sentence[] {
    return this.index
      .rows()
      .filter(({ recovered }) => recovered === true)
      .map(({ id, name }) =>
        sentence('The record of run {id} (“{name}”) was damaged and was rebuilt: look it through.', {
          id,
          name,
        }),
      );
  }

  /** Runs that were found interrupted and that nobody was told of, by this start or one that was killed before it could. */
  untoldInterrupted(): StoredRun[] {
    return this.interruptions
      .ids()
      .filter((id) => this.has(id))
      .map((id) => this.get(id))
      .filter(({ record }) => record.status === 'interrupted');
  }

  /** Brings a run back from the trash. @throws BenchtopError `not-found` */
  restore(id: string): StoredRun {
    this.#requireWritable();
    const trashed = join(this.#trashFolder, id);
    if (!existsSync(trashed))
      throw fail('not-found', sentence('There is no run "{id}" in the trash.', { id }));
    renameDurable(trashed, this.findFolder(id));
    this.#count = null;
    const run = this.get(id);
    this.index.put(run.record);
    return run;
  }

  /**
   * Takes in a run's folder that was made and verified aside.
   * @param folder on the same disk; it is moved
   * @throws BenchtopError `conflict` where there is a run of that id, `read-only`, `disk-full` or `storage`
   */
  adopt(folder: string, id: string): StoredRun {
    this.#requireWritable();
    const to = this.findFolder(id);
    if (existsSync(to))
      throw fail('conflict', sentence('There is a run {id} already.', { id }), { file: to });
    renameDurable(folder, to);
    this.#count = null;
    const run = this.get(id);
    this.index.put(run.record);
    return run;
  }

  get #trashFolder(): string {
    return join(this.#options.folder, 'trash');
  }

  /** The palette in turn, by how many runs there are beside the new one; counted once. */
  #nextColour(id: string): string {
    this.#count = this.#count === null ? this.ids().filter((other) => other !== id).length : this.#count + 1;
    return RUN_COLOURS[this.#count % RUN_COLOURS.length] ?? RUN_COLOURS[0];
  }
}
