import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { namedDatasetSchema, type NamedDataset } from '../../src-shared/dataset/named';
import { fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import { fileDatasetSchema, type DatasetSpec, type FileDatasetSpec } from '../../src-shared/dataset/schema';
import { sha256 } from '../files/hash';
import { FORMATS } from '../files/stored-formats';
import { lockPath } from './storage/file-lock';
import { openJsonStore, type JsonStore, type StoreClass } from './storage/json-store';

/** The newest are kept; all of them together stay a small file. */
const REMEMBERED = 200;
const KNOWN_FILES = 500;

const knownFileSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  mtimeMs: z.number(),
  sha256: z.string(),
});
/** A data file as it was when it was last hashed. */
export type KnownFile = z.infer<typeof knownFileSchema>;

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  datasets: z.array(namedDatasetSchema),
  /** Newest first. The path in the choices means nothing. */
  remembered: z.array(z.object({ header: z.string(), at: z.string(), choices: fileDatasetSchema })),
  /** Newest first. */
  files: z.array(knownFileSchema),
});
type File = z.infer<typeof fileSchema>;

/** Named data sets, the choices last made for a header, and the data files that were seen. */
export class DatasetStore {
  readonly #store: JsonStore<File>;

  constructor(options: {
    Store: StoreClass;
    folder: string;
    notice: (text: string) => void;
    readOnly: string | null;
  }) {
    this.#store = openJsonStore<File>({
      Store: options.Store,
      folder: options.folder,
      name: 'datasets',
      lock: lockPath(options.folder, 'datasets.json'),
      schema: fileSchema,
      format: FORMATS.datasets,
      empty: () => ({ schemaVersion: 1, datasets: [], remembered: [], files: [] }),
      notice: options.notice,
      backup: true,
      readOnly: options.readOnly,
    });
  }

  /** Newest first. */
  list(): NamedDataset[] {
    return [...this.#store.read().datasets].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  }

  /**
   * Saves over `id`, or as a new one where it is null.
   * @throws BenchtopError `conflict` where another one has the name, `not-found` for an unknown id
   */
  save(id: string | null, name: string, dataset: DatasetSpec): NamedDataset {
    const saved = { id: id ?? newId(), name, dataset, updatedAt: new Date().toISOString() };
    this.#store.update(({ datasets, ...rest }) => {
      if (id !== null) this.#require(datasets, id);
      if (datasets.some((other) => other.id !== id && other.name === name)) {
        throw fail(
          'conflict',
          sentence('There is a data set called "{name}" already: choose another name.', { name }),
          {
            field: 'name',
          },
        );
      }
      return { ...rest, datasets: [...datasets.filter((other) => other.id !== id), saved] };
    });
    return saved;
  }

  /** @throws BenchtopError `not-found` */
  delete(id: string): void {
    this.#store.update(({ datasets, ...rest }) => {
      this.#require(datasets, id);
      return { ...rest, datasets: datasets.filter((other) => other.id !== id) };
    });
  }

  #require(datasets: readonly NamedDataset[], id: string): void {
    if (!datasets.some((other) => other.id === id)) {
      throw fail('not-found', sentence('This data set is not there any more: it was deleted.'));
    }
  }

  /** Keeps the choices for files with these column names, in this order. */
  remember(names: readonly string[], choices: FileDatasetSpec): void {
    const header = headerKey(names);
    const entry = { header, at: new Date().toISOString(), choices };
    this.#store.update(({ remembered, ...rest }) => {
      const others = remembered.filter((other) => other.header !== header);
      return { ...rest, remembered: [entry, ...others].slice(0, REMEMBERED) };
    }, 'skip');
  }

  /** The choices last made for a file with these column names, and when. */
  recall(names: readonly string[]): { readonly choices: FileDatasetSpec; readonly at: string } | null {
    const header = headerKey(names);
    const found = this.#store.read().remembered.find((entry) => entry.header === header);
    return found === undefined ? null : { choices: found.choices, at: found.at };
  }

  /** Notes a file's hash, so that the file is known again here or elsewhere. */
  noteFile(file: KnownFile): void {
    this.#store.update((stored) => {
      const known = stored.files.find(({ path }) => path === file.path);
      const isNews = known === undefined || known.sha256 !== file.sha256 || known.mtimeMs !== file.mtimeMs;
      if (!isNews) return stored;
      const others = stored.files.filter(({ path }) => path !== file.path);
      return { ...stored, files: [file, ...others].slice(0, KNOWN_FILES) };
    }, 'skip');
  }

  /** Files that were seen, newest first. */
  knownFiles(): readonly KnownFile[] {
    return this.#store.read().files;
  }
}

function headerKey(names: readonly string[]): string {
  return sha256(JSON.stringify(names));
}

function newId(): string {
  return `d-${randomBytes(8).toString('hex')}`;
}
