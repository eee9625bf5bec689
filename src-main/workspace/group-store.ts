import { existsSync, mkdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../src-shared/errors';
import { groupSchema, isLive, type Group } from '../../src-shared/group/group';
import { listOrEmpty, sweepOrphans, syncFolder } from '../files/durable';
import { isSessionAlive } from './storage/session';
import { openJsonStore, type JsonStore, type StoreClass } from './storage/json-store';

/** Groups of runs, one small file each: `groups/<id>.json`. Their runs lie among all others. */
export class GroupStore {
  readonly #Store: StoreClass;
  readonly #folder: string;
  readonly session: string;
  readonly #notice: (text: string) => void;
  readonly #known = new Map<string, { readonly store: JsonStore<Group>; group: Group }>();

  constructor(options: {
    Store: StoreClass;
    folder: string;
    session: string;
    notice: (text: string) => void;
  }) {
    this.#Store = options.Store;
    this.#folder = join(options.folder, 'groups');
    this.session = options.session;
    this.#notice = options.notice;
  }

  /** A new group, on disk. */
  create(group: Omit<Group, 'schemaVersion' | 'session'>): Group {
    mkdirSync(this.#folder, { recursive: true });
    const stored: Group = { schemaVersion: 1, session: this.session, ...group };
    const store = this.#open(group.id);
    store.write(stored);
    this.#known.set(group.id, { store, group: stored });
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

  /** @throws BenchtopError `not-found` */
  get(id: string): Group {
    const entry = /^[a-z0-9-]{8,50}$/.test(id) ? this.#entry(id) : null;
    if (entry === null) throw fail('not-found', `There is no group "${id}" in ${this.#folder}.`);
    return entry.group;
  }

  /** Replaces a group by what `change` makes of it; durable when it returns. */
  update(id: string, change: (group: Group) => Group): Group {
    const group = change(this.get(id));
    const entry = this.#known.get(id);
    if (entry !== undefined && entry.group !== group) {
      entry.store.write(group);
      entry.group = group;
    }
    return group;
  }

  /** Forgets what holds its runs together; the runs stay. */
  delete(id: string): void {
    this.get(id);
    unlinkSync(join(this.#folder, `${id}.json`));
    syncFolder(this.#folder);
    this.#known.delete(id);
  }

  /** At start: groups whose process is gone are interrupted. */
  recoverInterrupted(): Group[] {
    sweepOrphans(this.#folder);
    return this.list()
      .filter((group) => isLive(group) && group.session !== this.session && !isSessionAlive(group.session))
      .map(({ id }) =>
        this.update(id, (group) => ({ ...group, status: 'interrupted', endedAt: new Date().toISOString() })),
      );
  }

  #entry(id: string): { readonly group: Group } | null {
    const known = this.#known.get(id);
    // A group of this session is changed by it alone; others may go on in another process.
    if (known?.group.session === this.session && existsSync(known.store.path)) return known;
    this.#known.delete(id);
    if (!existsSync(join(this.#folder, `${id}.json`))) return null;
    try {
      const store = this.#open(id);
      if (!existsSync(store.path)) return null;
      const entry = { store, group: store.read() };
      this.#known.set(id, entry);
      return entry;
    } catch (error) {
      this.#notice(`The group ${id} cannot be read: ${(error as Error).message}`);
      return null;
    }
  }

  #open(id: string): JsonStore<Group> {
    return openJsonStore<Group>({
      Store: this.#Store,
      folder: this.#folder,
      name: id,
      schema: groupSchema,
      empty: () => {
        throw fail('corrupt', `${join(this.#folder, id)}.json is gone.`);
      },
      notice: this.#notice,
      backup: false,
    });
  }
}
