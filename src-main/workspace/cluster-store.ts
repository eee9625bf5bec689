import { z } from 'zod';
import { FORMATS } from '../files/stored-formats';
import { lockPath } from './storage/file-lock';
import { openJsonStore, type JsonStore, type StoreClass } from './storage/json-store';

/** The newest are kept. */
const KEPT = 200;

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  /** `http(s)://HOST:PORT`, newest first. */
  allowed: z.array(z.string()),
});
type File = z.infer<typeof fileSchema>;

/** Clusters that a person has allowed to be asked from this workspace. No page can write it. */
export class ClusterStore {
  readonly #store: JsonStore<File>;
  /** Those of this process, which a workspace that cannot be written does not keep. */
  readonly #here = new Set<string>();

  constructor(options: {
    Store: StoreClass;
    folder: string;
    notice: (text: string) => void;
    readOnly: string | null;
  }) {
    this.#store = openJsonStore<File>({
      Store: options.Store,
      folder: options.folder,
      name: 'clusters',
      lock: lockPath(options.folder, 'clusters.json'),
      schema: fileSchema,
      format: FORMATS.clusters,
      empty: () => ({ schemaVersion: 1, allowed: [] }),
      notice: options.notice,
      backup: false,
      readOnly: options.readOnly,
    });
  }

  /** @param origin `http(s)://HOST:PORT` */
  has(origin: string): boolean {
    return this.#here.has(origin) || this.#store.read().allowed.includes(origin);
  }

  /** @param origin `http(s)://HOST:PORT` */
  allow(origin: string): void {
    this.#here.add(origin);
    this.#store.update(
      (old) =>
        old.allowed.includes(origin) ? old : { ...old, allowed: [origin, ...old.allowed].slice(0, KEPT) },
      'skip',
    );
  }
}
