import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import {
  MOST_NAME,
  MOST_NOTE_BYTES,
  nameProblem,
  type Note,
  type NoteEntry,
} from '../../../src-shared/notes/name';
import {
  isOurs,
  listOrEmpty,
  renameDurable,
  sweepOrphans,
  syncFolder,
  writeFileDurable,
} from '../../files/durable';
import { readRegularFile } from '../../files/regular-file';
import { readStamp } from '../../files/stamp';
import { lockPath, withLock } from '../storage/file-lock';

const ENDING = '.md';
const TRASH = 'trash';
/** What a page in the trash is called: when it went, and what it was called. */
const TRASHED = /^\d{8}T\d{9}-(.+)\.md$/;

/**
 * Pages of the workspace's notebook: plain Markdown files, `notes/<name>.md`, which any other program may write
 * too. Each change is made under one lock, and against the stamp that its writer had read.
 */
export class NoteStore {
  readonly #folder: string;
  readonly #lock: string;
  readonly #readOnly: string | null;

  /** @param readOnly why nothing may be written, as a sentence; null: it may */
  constructor({ folder, readOnly }: { readonly folder: string; readonly readOnly: string | null }) {
    this.#folder = join(folder, 'notes');
    this.#lock = lockPath(folder, 'notes');
    this.#readOnly = readOnly;
    if (readOnly === null && existsSync(this.#folder)) sweepOrphans(this.#folder);
  }

  /** All pages, the one that was changed last first. Files that cannot be pages' are passed over. */
  list(): NoteEntry[] {
    const found = listOrEmpty(this.#folder).flatMap((file): NoteEntry[] => {
      const name = file.slice(0, -ENDING.length);
      if (!file.endsWith(ENDING) || isOurs(file) || nameProblem(name) !== null) return [];
      const stats = statSync(join(this.#folder, file), { throwIfNoEntry: false });
      if (stats?.isFile() !== true) return [];
      return [{ name, bytes: stats.size, changedAt: new Date(stats.mtimeMs).toISOString() }];
    });
    return found.sort((a, b) =>
      a.changedAt === b.changedAt ? (a.name < b.name ? -1 : 1) : a.changedAt < b.changedAt ? 1 : -1,
    );
  }

  /** Changes whenever a page does, also where an editor writes into its file. */
  stamp(): string {
    return this.list()
      .map(({ name, bytes, changedAt }) => `${name} ${bytes} ${changedAt}`)
      .join('\n');
  }

  has(name: string): boolean {
    return nameProblem(name) === null && existsSync(this.#findPath(name));
  }

  /**
   * A page as it is on disk.
   * @throws BenchtopError `not-found`; `corrupt` where its bytes are no text; `file-unreadable` where it is too large
   */
  read(name: string): Note {
    const path = this.#findPath(name);
    // Before it is read: a change in between is found by the next write.
    const stamp = readStamp(path);
    if (stamp === null) throw noPage(name);
    const { size } = statSync(path);
    if (size > MOST_NOTE_BYTES)
      throw fail('file-unreadable', sentence('{path} is larger than a page may be, 1 MB.', { path }), {
        file: path,
      });
    const bytes = readRegularFile(path);
    try {
      // A byte-order mark is left out.
      return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), stamp };
    } catch {
      throw fail('corrupt', sentence('{path} is not text in UTF-8. It is left as it is.', { path }), {
        file: path,
      });
    }
  }

  /**
   * Writes a page as a whole.
   * @param stamp that it had when it was read; null: it is new
   * @throws BenchtopError `conflict` where it was changed or made meanwhile; `usage`, `disk-full`, `storage`, `read-only`
   */
  write(name: string, text: string, stamp: string | null): Note {
    const bytes = Buffer.byteLength(text);
    if (bytes > MOST_NOTE_BYTES)
      throw fail('usage', sentence('The page "{name}" is larger than 1 MB: cut it into several.', { name }));
    return this.#change(name, () => {
      if (stamp === null) this.#requireFree(name, null);
      const present = readStamp(this.#findPath(name));
      if (present !== stamp) throw changedMeanwhile(name, present === null);
      writeFileDurable(this.#findPath(name), text);
      return { name, text, stamp: readStamp(this.#findPath(name)) ?? '' };
    });
  }

  /**
   * Takes in a page of another workspace; where a page with another text has its name it is called `NAME (2)`, or
   * with the next number that is free.
   * @returns what it is called here, and whether it is new: a page with this text may be here already
   * @throws BenchtopError as {@link write}
   */
  adopt(name: string, text: string): { readonly name: string; readonly isNew: boolean } {
    for (let number = 1; ; number++) {
      const ending = number === 1 ? '' : ` (${number})`;
      const wanted = `${name.slice(0, MOST_NAME - ending.length).trimEnd()}${ending}`;
      if (this.#isFree(wanted)) {
        this.write(wanted, text, null);
        return { name: wanted, isNew: true };
      }
      if (this.has(wanted) && this.read(wanted).text === text) return { name: wanted, isNew: false };
    }
  }

  #isFree(name: string): boolean {
    const wanted = `${name}${ENDING}`.toLowerCase();
    return listOrEmpty(this.#folder).every((file) => file.toLowerCase() !== wanted);
  }

  /** Calls a page otherwise. @throws BenchtopError `conflict` where a page is called so; as {@link write} */
  rename(name: string, to: string): Note {
    this.#requireName(to);
    return this.#change(name, () => {
      if (!existsSync(this.#findPath(name))) throw noPage(name);
      if (name !== to) {
        this.#requireFree(to, name);
        renameDurable(this.#findPath(name), this.#findPath(to));
      }
      return this.read(to);
    });
  }

  /**
   * Moves a page to the notebook's trash, `notes/trash`.
   * @returns what {@link restore} brings it back by
   * @throws BenchtopError `not-found`, `storage`, `read-only`
   */
  delete(name: string): string {
    return this.#change(name, () => {
      if (!existsSync(this.#findPath(name))) throw noPage(name);
      mkdirSync(join(this.#folder, TRASH), { recursive: true });
      let at = Date.now();
      const trashed = (): string => `${new Date(at).toISOString().replace(/[-:.Z]/g, '')}-${name}${ENDING}`;
      while (existsSync(join(this.#folder, TRASH, trashed()))) at++;
      renameDurable(this.#findPath(name), join(this.#folder, TRASH, trashed()));
      syncFolder(this.#folder);
      return trashed();
    });
  }

  /** Brings a page back under its name. @throws BenchtopError `not-found`, or `conflict` where a page has that name */
  restore(trashed: string): Note {
    const name = TRASHED.exec(trashed)?.[1] ?? '';
    return this.#change(name, () => {
      const from = join(this.#folder, TRASH, trashed);
      if (!existsSync(from)) throw noPage(name);
      this.#requireFree(name, null);
      renameDurable(from, this.#findPath(name));
      return this.read(name);
    });
  }

  #change<T>(name: string, action: () => T): T {
    this.#requireName(name);
    if (this.#readOnly !== null) throw fail('read-only', this.#readOnly);
    return withLock(this.#lock, { file: this.#findPath(name) }, action);
  }

  #requireName(name: string): void {
    const problem = nameProblem(name);
    if (problem !== null) throw fail('usage', problem);
  }

  /** Names that differ in their case alone are one on some systems. @param except the page that is called otherwise */
  #requireFree(name: string, except: string | null): void {
    const wanted = name.toLowerCase();
    const taken = listOrEmpty(this.#folder)
      .map((file) => file.slice(0, -ENDING.length))
      .find((other) => other.toLowerCase() === wanted && other !== except);
    if (taken !== undefined)
      throw fail('conflict', sentence('There is a page "{name}" already.', { name: taken }));
  }

  #findPath(name: string): string {
    return join(this.#folder, `${name}${ENDING}`);
  }
}

function noPage(name: string): Error {
  return fail('not-found', sentence('There is no page "{name}" in the notebook.', { name }));
}

function changedMeanwhile(name: string, isGone: boolean): Error {
  return fail(
    'conflict',
    isGone
      ? sentence('The page "{name}" was deleted or renamed meanwhile.', { name })
      : sentence('The page "{name}" was changed meanwhile, by another window or program.', { name }),
  );
}
