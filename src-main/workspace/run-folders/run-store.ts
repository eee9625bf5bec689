import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, isStorageFailure } from '../../../src-shared/errors';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import { runRecordSchema, type RunRecord, type StoredRun } from '../../../src-shared/run/record/record';
import { renameDurable } from '../../files/durable';
import { releaseReserve } from '../../files/reserve';
import { newRecord, newRunId, type NewRunOptions } from './new-record';
import { RunIndex } from './run-index';
import { RunLogs } from './run-logs';
import { RunTrash } from './run-trash';
import { lockPath, withLock } from '../storage/file-lock';
import { readStamp } from '../storage/stamp';
import { openJsonStore, readDocument, type JsonStore, type StoreClass } from '../storage/json-store';

/** Records held in memory. */
const MAX_ENTRIES = 1000;

export interface RunStoreOptions {
  readonly Store: StoreClass;
  /** The workspace. */
  readonly folder: string;
  readonly session: string;
  readonly notice: (text: string) => void;
}

type Change = (record: RunRecord) => RunRecord;

interface Entry {
  readonly store: JsonStore<RunRecord>;
  /** As on disk, with the changes that wait. */
  record: RunRecord;
  /** Of the file that it was read from. */
  stamp: string | null;
  /** What is still to be written, in order: made again on what another process wrote meanwhile. */
  waiting: Change[];
  /** Set while changes wait to be written. */
  timer: NodeJS.Timeout | null;
  /** Its changes could not be written: until they are, what is in memory counts. */
  isUnsaved: boolean;
}

/** How long a change may wait for others that are written with it. */
const SOON_MS = 250;
/** How long after a failed write a record is written again. */
const AGAIN_MS = 1000;

/** Every run of a workspace: one folder a run, its record behind one small JSON store. */
export class RunStore {
  readonly #options: RunStoreOptions;
  readonly #entries = new Map<string, Entry>();
  /** Folders told about once. */
  readonly #unreadable = new Set<string>();
  readonly #foundListeners: ((id: string) => void)[] = [];
  /** Runs there are, counted once. */
  #count: number | null = null;

  /** What the table of runs needs of every run, without reading all records. */
  readonly index: RunIndex;
  readonly trashed: RunTrash;
  /** What runs log at each step. */
  readonly logs: RunLogs;

  constructor(options: RunStoreOptions) {
    this.#options = options;
    mkdirSync(this.#runsFolder, { recursive: true });
    this.trashed = new RunTrash(this.#trashFolder);
    this.logs = new RunLogs(this);
    this.index = new RunIndex({
      path: join(options.folder, 'runs-index.jsonl'),
      runsFolder: this.#runsFolder,
      // By the ordinary way, which sets a damaged record aside and tells of it.
      readDamaged: (id) => this.#entry(id)?.record ?? null,
      onFound: (id) => {
        for (const listener of this.#foundListeners) listener(id);
      },
      unsaved: (id) => {
        const entry = this.#entries.get(id);
        return entry?.isUnsaved === true ? entry.record : null;
      },
    });
  }

  /** Calls back for each run that another process changed, made or took away, once that is found. */
  onFound(listener: (id: string) => void): void {
    this.#foundListeners.push(listener);
  }

  get #runsFolder(): string {
    return join(this.#options.folder, 'runs');
  }

  findFolder(id: string): string {
    return join(this.#runsFolder, id);
  }

  /** A new run, queued, with its folder and record on disk. */
  create(experiment: Experiment, options: NewRunOptions): StoredRun {
    const id = options.id ?? newRunId();
    const folder = this.findFolder(id);
    mkdirSync(folder, { recursive: true });
    const store = this.#open(id);
    const record = newRecord(experiment, {
      ...options,
      id,
      session: this.#options.session,
      colour: this.#nextColour(id),
    });
    try {
      store.write(record);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    this.#keep(id, {
      store,
      record,
      stamp: readStamp(store.path),
      waiting: [],
      timer: null,
      isUnsaved: false,
    });
    this.index.put(record);
    return { record, path: folder };
  }

  /** Ids of all runs, readable or not, newest first. */
  ids(): string[] {
    return readdirSync(this.#runsFolder)
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
      const entry = this.#entry(id);
      if (entry !== null) runs.push({ record: entry.record, path: this.findFolder(id) });
    }
    return runs;
  }

  has(id: string): boolean {
    return this.#entry(id) !== null;
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): StoredRun {
    const entry = this.#entry(id);
    if (entry === null) throw fail('not-found', `There is no run "${id}" in ${this.#runsFolder}.`);
    return { record: entry.record, path: this.findFolder(id) };
  }

  /**
   * Replaces a record by what `change` makes of it, as it is on disk: no other process writes meanwhile.
   * @param when now: durable when it returns; soon: written with what follows, within a quarter of a
   * second, and again until that succeeds; `change` may be made once more then. For what a crash may take
   * back, because it is found again (checkpoints) or does not count after it: a run of a hundredth of a
   * second would else write its record ten times.
   * @throws BenchtopError `not-found`, `conflict` where another process does not let go of the record,
   * `disk-full` or `storage`, or what `change` throws: nothing is written then, nor changed
   */
  update(id: string, change: Change, when: 'now' | 'soon' = 'now'): StoredRun {
    if (when === 'soon') return this.#updateSoon(id, change);
    this.get(id);
    return this.#locked(id, () => {
      const { record } = this.get(id);
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
      return { record: changed, path: this.findFolder(id) };
    });
  }

  #updateSoon(id: string, change: Change): StoredRun {
    const { record } = this.get(id);
    const changed = change(record);
    const entry = this.#entries.get(id);
    if (entry !== undefined && changed !== record) {
      entry.record = changed;
      entry.waiting.push(change);
      this.#writeSoon(id, entry);
    }
    return { record: changed, path: this.findFolder(id) };
  }

  /** Under the lock of the run's record. */
  #locked<T>(id: string, action: () => T): T {
    const file = join(this.findFolder(id), 'run.json');
    return withLock(lockPath(this.#options.folder, `run-${id}.json`), { file }, action);
  }

  /**
   * Writes now what of a record was to be written soon; of a run that is gone, nothing.
   * @throws BenchtopError `disk-full` or `storage`; it is tried again
   */
  save(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.waiting.length === 0) return;
    try {
      this.#locked(id, () => {
        const current = this.#entry(id);
        if (current !== null && current.waiting.length > 0) this.#write(current);
      });
    } catch (error) {
      this.#keepUnsaved(id);
      throw error;
    }
  }

  #write(entry: Entry): void {
    this.#forget(entry);
    entry.store.write(entry.record);
    entry.waiting = [];
    entry.isUnsaved = false;
    entry.stamp = readStamp(entry.store.path);
    this.index.put(entry.record);
  }

  /** Counts in memory until it can be written. */
  #keepUnsaved(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.isUnsaved = true;
    this.index.put(entry.record, false);
    this.#writeSoon(id, entry, AGAIN_MS);
    // Nothing but this is left to do where the program ends.
    entry.timer?.unref();
  }

  #writeSoon(id: string, entry: Entry, ms = SOON_MS): void {
    entry.timer ??= setTimeout(() => {
      entry.timer = null;
      try {
        this.save(id);
      } catch {
        // It is tried again; whoever needs it on disk asks for that.
      }
    }, ms);
  }

  #forget(entry: Entry | undefined): void {
    if (entry?.timer != null) clearTimeout(entry.timer);
    if (entry !== undefined) entry.timer = null;
  }

  /** Writes what can be written now, and tries no more: the program ends. */
  close(): void {
    for (const [id, entry] of this.#entries) {
      try {
        this.save(id);
      } catch {
        // The next start finds it interrupted.
      }
      this.#forget(entry);
    }
  }

  /** Gives back the room on the disk that was kept for a run's end. */
  releaseRoom(id: string): void {
    releaseReserve(this.findFolder(id));
  }

  /** Removes a run that never began, with its folder. */
  discard(id: string): void {
    this.#forget(this.#entries.get(id));
    this.#entries.delete(id);
    this.#count = null;
    this.index.remove(id);
    rmSync(this.findFolder(id), { recursive: true, force: true });
  }

  /** Moves a run's folder to the workspace's trash. */
  trash(id: string): void {
    this.get(id);
    const move = (): void => {
      this.get(id);
      const entry = this.#entries.get(id);
      try {
        if (entry !== undefined && entry.waiting.length > 0) this.#write(entry);
      } catch {
        // What is on disk goes to the trash.
      }
      this.#forget(entry);
      this.#count = null;
      mkdirSync(this.#trashFolder, { recursive: true });
      renameDurable(this.findFolder(id), join(this.#trashFolder, id));
      this.#entries.delete(id);
      this.index.remove(id);
    };
    try {
      this.#locked(id, move);
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      // A full disk has no room for a lock either, and deleting is what gives it some.
      move();
    }
  }

  /** Brings a run back from the trash. @throws BenchtopError `not-found` */
  restore(id: string): StoredRun {
    const trashed = join(this.#trashFolder, id);
    if (!existsSync(trashed)) throw fail('not-found', `There is no run "${id}" in the trash.`);
    renameDurable(trashed, this.findFolder(id));
    this.#count = null;
    const run = this.get(id);
    this.index.put(run.record);
    return run;
  }

  get #trashFolder(): string {
    return join(this.#options.folder, 'trash');
  }

  /** The entry as on disk: another process (the CLI, the window) may have changed it. */
  #entry(id: string): Entry | null {
    const path = join(this.findFolder(id), 'run.json');
    const known = this.#entries.get(id);
    if (known !== undefined && known.stamp !== null && readStamp(path) === known.stamp) return known;
    this.#forget(known);
    this.#entries.delete(id);
    if (!existsSync(path) && !this.#hasBackup(id)) return null;
    try {
      const store = this.#open(id);
      // Before it is read: a change in between is found by the next look.
      const stamp = readStamp(store.path);
      if (stamp === null) return null;
      const waiting = known?.waiting ?? [];
      const record = waiting.reduce((changed, change) => change(changed), store.read());
      const isUnsaved = known?.isUnsaved ?? false;
      const entry: Entry = { store, record, stamp, waiting, timer: null, isUnsaved };
      this.#keep(id, entry);
      if (waiting.length > 0) this.#writeSoon(id, entry);
      return entry;
    } catch (error) {
      if (!this.#unreadable.has(id))
        this.#options.notice(`The run in ${this.findFolder(id)} cannot be read: ${(error as Error).message}`);
      this.#unreadable.add(id);
      return null;
    }
  }

  /** Those used last stay in memory; every one is read again where its file has changed. */
  #keep(id: string, entry: Entry): void {
    this.#entries.set(id, entry);
    if (this.#entries.size <= MAX_ENTRIES) return;
    for (const [oldest, { timer, isUnsaved }] of this.#entries) {
      // What waits to be written is nowhere else.
      if (timer !== null || isUnsaved || oldest === id) continue;
      this.#entries.delete(oldest);
      return;
    }
  }

  #hasBackup(id: string): boolean {
    return readDocument(join(this.findFolder(id), 'run.json.bak'), runRecordSchema).kind === 'good';
  }

  #open(id: string): JsonStore<RunRecord> {
    return openJsonStore<RunRecord>({
      Store: this.#options.Store,
      folder: this.findFolder(id),
      name: 'run',
      lock: lockPath(this.#options.folder, `run-${id}.json`),
      schema: runRecordSchema,
      empty: () => {
        throw fail('corrupt', `${this.findFolder(id)} has no run.json.`);
      },
      notice: this.#options.notice,
      backup: false,
    });
  }

  /** The palette in turn, by how many runs there are beside the new one; counted once. */
  #nextColour(id: string): string {
    this.#count = this.#count === null ? this.ids().filter((other) => other !== id).length : this.#count + 1;
    return RUN_COLOURS[this.#count % RUN_COLOURS.length] ?? RUN_COLOURS[0];
  }
}
