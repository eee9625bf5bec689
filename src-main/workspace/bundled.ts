import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseExperiment } from '../../src-shared/experiment/schema';
import type { SavedExperiment } from '../../src-shared/ipc/map';
import { JITLESS } from '../../src-shared/lazy';

const fileSchema = z.strictObject({ description: z.string().min(1), experiment: z.unknown() });

/** Names of the published experiments, in the order of their walk-throughs. */
const PUBLISHED = ['xnor', 't-shirt-sizes', 'svm-margin'];
/** The shapes, from the easiest to the hardest; any other comes after them. */
const ORDER = [
  ...PUBLISHED,
  'two-moons',
  'circles',
  'circles-svm',
  'xor-clouds',
  'two-spirals',
  'five-blobs',
  'noisy-plane',
  'ripple',
];

/** Names of the experiments that ship with Benchtop, in the order they are shown. */
export function bundledNames(folder: string): string[] {
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** The experiments that ship with Benchtop: `resources/experiments/<name>.json`, each read when it is asked for. */
export class BundledExperiments {
  readonly #folder: string;
  readonly #read = new Map<string, SavedExperiment>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All of them, in the order they are shown. */
  list(): SavedExperiment[] {
    return bundledNames(this.#folder).map((name) => this.#get(name));
  }

  /** The one whose file or experiment is called so. */
  find(name: string): SavedExperiment | undefined {
    if (bundledNames(this.#folder).includes(name)) return this.#get(name);
    return this.list().find(({ id, experiment }) => id === name || experiment.name === name);
  }

  #get(name: string): SavedExperiment {
    const known = this.#read.get(name) ?? readBundled(this.#folder, name);
    this.#read.set(name, known);
    return known;
  }
}

function readBundled(folder: string, name: string): SavedExperiment {
  const file = join(folder, `${name}.json`);
  const { description, experiment } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')), JITLESS);
  return {
    id: `bundled-${name}`,
    bundled: true,
    published: PUBLISHED.includes(name),
    description,
    experiment: parseExperiment(experiment, file),
    updatedAt: null,
  };
}
