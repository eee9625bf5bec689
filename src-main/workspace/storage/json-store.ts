import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { systemReason } from '../../../src-shared/system-errors';
import { writeFileDurable } from '../../files/durable';
import { readRegularText } from '../../files/regular-file';
import { readVersion, upgradeDocument, type StoredFormat } from '../../files/stored-formats';
import { withLock } from './file-lock';
import { namesUnknownKind, parseDocument, parseNewer } from './newer-documents';
import { newerError, newerText } from './newer-text';

/**
 * The part of `conf` (and of electron-store, which extends it) that is used. The class is handed
 * in: electron-store needs Electron, the CLI and the tests use conf itself.
 */
interface StoreInstance {
  store: Record<string, unknown>;
  readonly path: string;
}
export type StoreClass = new (options: Record<string, unknown>) => StoreInstance;

/** JSON document on disk with a schema, behind conf's file handling and our own durable write. */
export interface JsonStore<T> {
  readonly path: string;
  /** Document as it is on disk now, whoever wrote it. */
  read(): T;
  /** Replaces the document whatever it is: for one that is new. */
  write(value: T): void;
  /**
   * Replaces the document by what `change` makes of it; no other process writes meanwhile. Where `change`
   * gives back what it was given, or throws, nothing is written.
   * @param ifNewer what is done where it is never written, because a newer Benchtop wrote it or nothing may be
   * written: `change` is not made
   * @throws BenchtopError `conflict` or `read-only` for such a document, unless it is to be skipped
   */
  update(change: (value: T) => T, ifNewer?: 'refuse' | 'skip'): T;
}

export interface JsonStoreOptions<T> {
  readonly Store: StoreClass;
  readonly folder: string;
  /** File name without `.json`. */
  readonly name: string;
  /** Path of the lock that its changes are made under. */
  readonly lock: string;
  readonly schema: z.ZodType<T>;
  /** Its present version, and how earlier ones are read. */
  readonly format: StoredFormat;
  /** What an absent file stands for. */
  readonly empty: () => T;
  /** Told when a damaged file was set aside. */
  readonly notice: (text: string) => void;
  /** Keep `<name>.json.bak`, the last good content; worth it where the file cannot be rebuilt. */
  readonly backup: boolean;
  /** A file that cannot be read now is an error of `read`, in place of an empty document. */
  readonly isRequired?: boolean;
  /** Why nothing may be written, as a sentence; null or left out: it may. */
  readonly readOnly?: string | null;
}

/**
 * Opens a store. A damaged file, one whose bytes were read and make no sense, is set aside as
 * `*.corrupt-<time>`, never cleared; its backup is used where it is good. A file of a newer Benchtop is
 * shown as far as it is understood, and left as it is. So is one that cannot be read now: until it can, the
 * store stands empty, and nothing is written.
 * @throws BenchtopError `storage` where the folder cannot be used
 */
export function openJsonStore<T extends Record<string, unknown>>(options: JsonStoreOptions<T>): JsonStore<T> {
  const { folder, name, empty, notice, readOnly = null } = options;
  const path = join(folder, `${name}.json`);
  const backupPath = `${path}.bak`;
  const found = readDocument(path, options);
  let start: T | null = null;
  if (found.kind === 'newer' && options.backup) notice(newerText(path));
  if (found.kind === 'damaged') {
    const aside = readOnly === null ? setAside(path) : null;
    const backup = options.backup ? readDocument(backupPath, options) : { kind: 'absent' as const };
    start = backup.kind === 'good' ? backup.value : null;
    const what = aside === null ? 'is damaged' : `was damaged and is kept as ${aside}`;
    notice(`${path} ${what}. ${start === null ? 'It starts empty.' : 'Its last good copy is used.'}`);
  }
  let isUnreadable = false;
  let isNewer = false;
  /** null: it cannot be read now, which is told once. */
  const readNow = (): T | null => {
    const document = readDocument(path, options);
    isNewer = document.kind === 'newer';
    switch (document.kind) {
      case 'good':
        isUnreadable = false;
        return document.value;
      case 'absent':
        return empty();
      case 'newer':
        if (document.value === null && !options.backup) throw newerError(path);
        return document.value ?? empty();
      case 'damaged':
        if (readOnly !== null) return start ?? empty();
        throw fail(
          'corrupt',
          `${path} is not as it should be${document.field === '' ? '' : ` at "${document.field}"`}.`,
          {
            file: path,
            field: document.field,
          },
        );
      case 'unreadable': {
        const message = `${path} cannot be read now: ${document.reason}. It is left as it is.`;
        if (options.isRequired === true) throw fail('file-unreadable', message, { file: path });
        if (!isUnreadable) notice(message);
        isUnreadable = true;
        return null;
      }
    }
  };
  let store: StoreInstance | null = null;
  let isEarlierKept = options.format.version === 1;
  const write = (value: T): void => {
    if (readOnly !== null) throw fail('read-only', readOnly, { file: path });
    store ??= new (durable(options.Store))({
      cwd: folder,
      // conf calls it configName; electron-store calls it name, and overwrites the other.
      name,
      configName: name,
      fileExtension: 'json',
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      watch: false,
      deserialize: (text: string) => JSON.parse(text.replace(/^\uFEFF/, '')) as unknown,
    });
    if (!isEarlierKept) keepEarlier(path, options.format);
    isEarlierKept = true;
    store.store = value;
    if (options.backup) writeFileDurable(backupPath, serialize(value));
  };
  if (start !== null && readOnly === null) write(start);
  return {
    path,
    read: () => readNow() ?? empty(),
    write,
    update: (change, ifNewer = 'refuse') => {
      if (readOnly !== null && ifNewer === 'skip') return readNow() ?? empty();
      if (readOnly !== null) throw fail('read-only', readOnly, { file: path });
      return withLock(options.lock, { file: path }, () => {
        const before = readNow();
        if (isNewer && before !== null) {
          if (ifNewer === 'skip') return before;
          throw newerError(path);
        }
        if (before === null)
          throw fail('storage', `${path} cannot be read now, so that it is not written either.`, {
            file: path,
          });
        const after = change(before);
        if (after !== before) write(after);
        return after;
      });
    },
  };
}

/**
 * Keeps a file of an earlier version as `<name>.v<version>.bak`, before it is written in today's form. One that
 * is there stays: it is what that version left.
 * @throws BenchtopError `disk-full` or `storage`: then the file must stay as it is
 */
function keepEarlier(path: string, { version }: StoredFormat): void {
  if (!existsSync(path)) return;
  const text = readRegularText(path);
  const from = readVersion(JSON.parse(text));
  const kept = `${path}.v${from}.bak`;
  if (from < version && !existsSync(kept)) writeFileDurable(kept, text);
}

/** Renames a damaged file. @returns its new path @throws BenchtopError `storage` where that is not permitted */
export function setAside(path: string): string {
  const aside = `${path}.corrupt-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    throw fail('storage', `${path} is damaged, and cannot be set aside: ${systemReason(error)}.`, {
      file: path,
    });
  }
  return aside;
}

const durableClasses = new WeakMap<StoreClass, StoreClass>();

/**
 * conf writes with one write() whose count it ignores, and on a full disk renames the short file
 * over the good one: its `_write` is replaced by ours.
 */
function durable(Store: StoreClass): StoreClass {
  const known = durableClasses.get(Store);
  if (known !== undefined) return known;
  class DurableStore extends Store {
    _write(value: unknown): void {
      writeFileDurable(this.path, serialize(value));
    }
  }
  durableClasses.set(Store, DurableStore);
  return DurableStore;
}

function serialize(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export type Document<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'absent' }
  /** Its bytes were read, and make no document of this schema; `field`: where, as far as that is known. */
  | { readonly kind: 'damaged'; readonly field: string }
  /** Nobody knows what is in it: no permission, a disk that fails, no file. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** A newer Benchtop wrote it; `value`: what this one understands, null where that is nothing. */
  | { readonly kind: 'newer'; readonly version: number; readonly value: T | null };

/** Reads and judges a JSON document without changing anything. */
export function readDocument<T>(
  path: string,
  form: { readonly schema: z.ZodType<T>; readonly format: StoredFormat },
): Document<T> {
  let text: string;
  try {
    text = readRegularText(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    if (error instanceof BenchtopError)
      return { kind: 'unreadable', reason: `there is ${error.info.detail ?? 'something else'} in its place` };
    return { kind: 'unreadable', reason: systemReason(error) };
  }
  return judgeDocument(text, form);
}

function judgeDocument<T>(
  text: string,
  { schema, format }: { readonly schema: z.ZodType<T>; readonly format: StoredFormat },
): Document<T> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: 'damaged', field: '' };
  }
  const version = readVersion(content);
  try {
    content = upgradeDocument(content, format);
  } catch (error) {
    return {
      kind: 'unreadable',
      reason: `it is of version ${version}, which cannot be read here: ${(error as Error).message}`,
    };
  }
  try {
    if (version > format.version)
      return { kind: 'newer', version, value: parseNewer(content, schema, format.version) };
    const parsed = parseDocument(content, schema);
    if (parsed.isGood) return { kind: 'good', value: parsed.value };
    return namesUnknownKind(content)
      ? { kind: 'newer', version, value: parseNewer(content, schema, format.version) }
      : { kind: 'damaged', field: parsed.field };
  } catch (error) {
    // Nested too deeply to be looked through; anything else is a bug of ours, and the file is good.
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'damaged', field: '' };
  }
}
