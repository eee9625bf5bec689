import { existsSync, mkdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fail, isStorageFailure } from '../../src-shared/errors';
import { groupSchema, isLive, type Group } from '../../src-shared/group/group';
import { listOrEmpty, sweepOrphans, syncFolder } from '../files/durable';
import { FORMATS } from '../files/stored-formats';
import { lockPath, withLock } from './storage/file-lock';
import { modifiedAt, readStamp } from '../files/stamp';
import { isSessionAlive } from '../files/session';
import { openJsonStore, type JsonStore, type StoreClass } from './storage/json-store';

/** How long after a failed write a group is written again. */
const AGAIN_MS = 1000;

interface Entry {
  readonly store: JsonStore<Group>;
  readonly group: Group;
  /** Stamp of the file that it was read from. */
  readonly stamp: string | null;
}

/** Groups of runs, one small file each: `groups/<id>.json`. Their runs lie among all others. */
export class GroupStore {
  readonly #Store: StoreClass;
  readonly #folder: string;
  readonly session: string;
  readonly #notice: (text: string) => void;
  readonly #workspace: string;
  /** Why nothing may be written, as a sentence; null: it may. */
  readonly #readOnly: string | null;
  readonly #known = new Map<string, Entry>();
  /** Groups told of once. */
  readonly #unreadable = new Set<string>();
  /** Groups that could not be written as they are. */
  readonly #unwritten = new Set<string>();

  constructor(options: {
    Store: StoreClass;
    folder: string;
    session: string;
    notice: (text: string) => void;
    readOnly: string | null;
  }) {
    this.#Store = options.Store;
    this.#workspace = options.folder;
    this.#folder = join(options.folder, 'groups');
    this.session = options.session;
    this.#notice = options.notice;
    this.#readOnly = options.readOnly;
  }

  /** A new group, on disk. */
  create(group: Omit<Group, 'schemaVersion' | 'session'>): Group {
    this.#requireWritable();
    mkdirSync(this.#folder, { recursive: true });
    const stored: Group = { schemaVersion: 1, session: this.session, ...group };
    const store = this.#open(group.id);
    store.write(stored);
    this.#known.set(group.id, { store, group: stored, stamp: readStamp(store.path) });
    return stored;
  }

  /** All readable groups, newest first. */
  list(): Group[] {
    return listOrEmpty(this.#folder)
      .flatMap((name) => (/^[a-z0-9-]{8,50}\.json$/.test(name) ? [name.slice(0, -'.json'.length)] : []))
      .sort((a, b) => (a < b ? 1 : -1))
      .flatMap((id) => {
        const entry = this.#entry(id);
        return entry === null ? [] : [entry.group];
      });
  }

  has(id: string): boolean {
    return /^[a-z0-9-]{8,50}$/.test(id) && this.#entry(id) !== null;
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): Group {
    const entry = /^[a-z0-9-]{8,50}$/.test(id) ? this.#entry(id) : null;
    if (entry === null) throw fail('not-found', `There is no group "${id}" in ${this.#folder}.`);
    return entry.group;
  }

  /**
   * Replaces a group by what `change` makes of it as it is on disk; durable when it returns.
   * @throws BenchtopError `not-found`, or what `change` throws: nothing is written then
   */
  update(id: string, change: (group: Group) => Group): Group {
    this.get(id);
    this.#requireWritable();
    return withLock(this.#findLock(id), { file: this.#findPath(id) }, () => {
      const before = this.get(id);
      const group = change(before);
      const entry = this.#known.get(id);
      if (entry !== undefined && before !== group) {
        entry.store.write(group);
        this.#known.set(id, { ...entry, group, stamp: readStamp(entry.store.path) });
      }
      return group;
    });
  }

  /**
   * Replaces a group by what became of it. Where that cannot be written it counts in memory, and is written
   * again until it can be.
   * @throws BenchtopError `not-found`
   */
  note(id: string, change: (group: Group) => Group): Group {
    if (this.#readOnly !== null) return this.#keep(id, change);
    try {
      return this.update(id, change);
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      const group = this.#keep(id, change);
      this.#writeAgain(id);
      return group;
    }
  }

  /** A change that counts in memory. */
  #keep(id: string, change: (group: Group) => Group): Group {
    const group = change(this.get(id));
    const entry = this.#known.get(id);
    if (entry !== undefined) this.#known.set(id, { ...entry, group });
    return group;
  }

  #requireWritable(): void {
    if (this.#readOnly !== null) throw fail('read-only', this.#readOnly);
  }

  #writeAgain(id: string): void {
    if (this.#unwritten.has(id)) return;
    this.#unwritten.add(id);
    const timer = setTimeout(() => {
      this.#unwritten.delete(id);
      if (this.#entry(id) !== null) this.note(id, (group) => ({ ...group }));
    }, AGAIN_MS);
    // Nothing but this is left to do where the program ends.
    timer.unref();
  }

  /** Forgets what holds its runs together; the runs stay. */
  delete(id: string): void {
    this.#requireWritable();
    withLock(this.#findLock(id), { file: this.#findPath(id) }, () => {
      this.get(id);
      unlinkSync(this.#findPath(id));
      syncFolder(this.#folder);
      this.#known.delete(id);
    });
  }

  /** At start: groups whose process is gone are interrupted. */
  recoverInterrupted(): Group[] {
    if (this.#readOnly === null) sweepOrphans(this.#folder);
    return this.list()
      .filter((group) => this.#isLeft(group))
      .map(({ id }) =>
        this.note(id, (group) =>
          this.#isLeft(group)
            ? { ...group, status: 'interrupted', endedAt: new Date().toISOString() }
            : group,
        ),
      );
  }

  /** Whether a live group's process is gone. */
  #isLeft(group: Group): boolean {
    if (!isLive(group) || group.session === this.session) return false;
    return !isSessionAlive(group.session, modifiedAt(this.#findPath(group.id)));
  }

  #findPath(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  #findLock(id: string): string {
    return lockPath(this.#workspace, `group-${id}.json`);
  }

  /** The group as on disk: another process may have changed it. */
  #entry(id: string): Entry | null {
    const known = this.#known.get(id);
    const path = this.#findPath(id);
    if (known !== undefined && known.stamp !== null && known.stamp === readStamp(path)) return known;
    this.#known.delete(id);
    if (!existsSync(path)) return null;
    try {
      const store = this.#open(id);
      // Before it is read: a change in between is found by the next look.
      const stamp = readStamp(store.path);
      if (stamp === null) return null;
      const entry = { store, group: store.read(), stamp };
      this.#known.set(id, entry);
      return entry;
    } catch (error) {
      if (!this.#unreadable.has(id))
        this.#notice(`The group ${id} cannot be read: ${(error as Error).message}`);
      this.#unreadable.add(id);
      return null;
    }
  }

  #open(id: string): JsonStore<Group> {
    return openJsonStore<Group>({
      Store: this.#Store,
      folder: this.#folder,
      name: id,
      lock: this.#findLock(id),
      schema: groupSchema,
      format: FORMATS.group,
      empty: () => {
        throw fail('corrupt', `${this.#findPath(id)} is gone.`);
      },
      notice: this.#notice,
      backup: false,
      isRequired: true,
      readOnly: this.#readOnly,
    });
  }
}
