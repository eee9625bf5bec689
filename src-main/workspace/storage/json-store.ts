import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { fail } from '../../../src-shared/errors';
import { JITLESS } from '../../../src-shared/lazy';
import { writeFileDurable } from '../../files/durable';
import { withLock } from './file-lock';

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
   */
  update(change: (value: T) => T): T;
}

export interface JsonStoreOptions<T> {
  readonly Store: StoreClass;
  readonly folder: string;
  /** File name without `.json`. */
  readonly name: string;
  /** Path of the lock that its changes are made under. */
  readonly lock: string;
  readonly schema: z.ZodType<T>;
  /** What an absent file stands for. */
  readonly empty: () => T;
  /** Told when a damaged file was set aside. */
  readonly notice: (text: string) => void;
  /** Keep `<name>.json.bak`, the last good content; worth it where the file cannot be rebuilt. */
  readonly backup: boolean;
}

/**
 * Opens a store. A damaged file is set aside as `*.corrupt-<time>`, never cleared; its backup is
 * used where it is good. A file of a newer schema is refused and left as it is.
 * @throws BenchtopError `corrupt` for a newer schema, `storage` where the folder cannot be used
 */
export function openJsonStore<T extends Record<string, unknown>>(options: JsonStoreOptions<T>): JsonStore<T> {
  const { folder, name, schema, empty, notice } = options;
  const path = join(folder, `${name}.json`);
  const backupPath = `${path}.bak`;
  const found = readDocument(path, schema);
  let start: T | null = null;
  if (found.kind === 'newer') {
    throw fail(
      'corrupt',
      `${path} was written by a newer Benchtop (schemaVersion ${found.version}); it is left as it is. Update Benchtop to open it.`,
      { file: path },
    );
  }
  if (found.kind === 'damaged') {
    const aside = `${path}.corrupt-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    renameSync(path, aside);
    const backup = options.backup ? readDocument(backupPath, schema) : { kind: 'absent' as const };
    start = backup.kind === 'good' ? backup.value : null;
    notice(
      `${path} was damaged and is kept as ${aside}. ${start === null ? 'It starts empty.' : 'Its last good copy is used.'}`,
    );
  }
  const store = new (durable(options.Store))({
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
  const write = (value: T): void => {
    store.store = value;
    if (options.backup) writeFileDurable(backupPath, serialize(value));
  };
  if (start !== null) write(start);
  const read = (): T => {
    if (!existsSync(path)) return empty();
    const parsed = schema.safeParse(store.store, JITLESS);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw fail('corrupt', `${path} is not as it should be at "${field}".`, { file: path, field });
  };
  return {
    path,
    read,
    write,
    update: (change) =>
      withLock(options.lock, { file: path }, () => {
        const before = read();
        const after = change(before);
        if (after !== before) write(after);
        return after;
      }),
  };
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
  | { readonly kind: 'damaged' }
  | { readonly kind: 'newer'; readonly version: number };

/** Reads and judges a JSON document without changing anything. */
export function readDocument<T>(path: string, schema: z.ZodType<T>): Document<T> {
  if (!existsSync(path)) return { kind: 'absent' };
  if (!statSync(path).isFile()) return { kind: 'damaged' };
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    const version = (content as { schemaVersion?: unknown } | null)?.schemaVersion;
    if (typeof version === 'number' && version > 1) return { kind: 'newer', version };
    const parsed = schema.safeParse(content, JITLESS);
    return parsed.success ? { kind: 'good', value: parsed.data } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}
