import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fail } from '../../src-shared/errors';
import { experimentSchema, type Experiment } from '../../src-shared/experiment/schema';
import type { SavedExperiment } from '../../src-shared/ipc/map';
import type { BundledExperiments } from './bundled';
import { FORMATS } from '../files/stored-formats';
import { lockPath } from './storage/file-lock';
import { openJsonStore, type JsonStore, type StoreClass } from './storage/json-store';

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  experiments: z.array(z.object({ id: z.string(), updatedAt: z.string(), experiment: experimentSchema })),
});
type File = z.infer<typeof fileSchema>;

/** Named experiments: those bundled with Benchtop, read-only, and the person's own. */
export class ExperimentStore {
  readonly #store: JsonStore<File>;
  readonly #bundled: BundledExperiments | null;

  constructor(options: {
    Store: StoreClass;
    folder: string;
    /** null: there are none. */
    bundled: BundledExperiments | null;
    notice: (text: string) => void;
    readOnly: string | null;
  }) {
    this.#bundled = options.bundled;
    this.#store = openJsonStore<File>({
      Store: options.Store,
      folder: options.folder,
      name: 'experiments',
      lock: lockPath(options.folder, 'experiments.json'),
      schema: fileSchema,
      format: FORMATS.experiments,
      empty: () => ({ schemaVersion: 1, experiments: [] }),
      notice: options.notice,
      backup: true,
      readOnly: options.readOnly,
    });
  }

  /** The person's own, newest first, then the bundled ones. */
  list(): SavedExperiment[] {
    return [...this.#own(), ...(this.#bundled?.list() ?? [])];
  }

  /** The first of the list with that id or name; a bundled one may go by its file's name. */
  find(name: string): SavedExperiment | undefined {
    const own = this.#own().find(({ id, experiment }) => id === name || experiment.name === name);
    return own ?? this.#bundled?.find(name);
  }

  #own(): SavedExperiment[] {
    return this.#store
      .read()
      .experiments.map(({ id, updatedAt, experiment }): SavedExperiment => ({
        id,
        bundled: false,
        published: false,
        description: '',
        experiment,
        updatedAt,
      }))
      .sort((a, b) => ((a.updatedAt ?? '') < (b.updatedAt ?? '') ? 1 : -1));
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): SavedExperiment {
    const found = this.list().find((saved) => saved.id === id);
    if (found === undefined) throw fail('not-found', `There is no saved experiment "${id}".`);
    return found;
  }

  /** Saves over `id`, or as a new one where it is null or bundled. */
  save(id: string | null, experiment: Experiment): SavedExperiment {
    const isOwn = id !== null && !this.get(id).bundled;
    const saved = { id: isOwn ? id : newId(), updatedAt: new Date().toISOString(), experiment };
    this.#store.update(({ experiments, ...rest }) => ({
      ...rest,
      experiments: [...experiments.filter((entry) => entry.id !== saved.id), saved],
    }));
    return { ...saved, bundled: false, published: false, description: '' };
  }

  /** A copy under a name that is free: "XNOR copy", "XNOR copy 2", ... */
  duplicate(id: string): SavedExperiment {
    const { experiment } = this.get(id);
    const taken = new Set(this.list().map((saved) => saved.experiment.name));
    const base = `${experiment.name.replace(/ copy( \d+)?$/, '')} copy`;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base} ${n}`;
    return this.save(null, { ...experiment, name });
  }

  /** @throws BenchtopError `not-allowed` for a bundled one */
  delete(id: string): void {
    if (this.get(id).bundled) throw fail('not-allowed', 'A bundled experiment cannot be deleted.');
    this.#store.update(({ experiments, ...rest }) => ({
      ...rest,
      experiments: experiments.filter((entry) => entry.id !== id),
    }));
  }
}

function newId(): string {
  return `experiment-${randomBytes(6).toString('hex')}`;
}
