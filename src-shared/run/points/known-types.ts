import type { DatasetSpec } from '../../dataset/schema';
import type { DatasetFacts } from '../record/dataset-facts';

/** What a run found the columns of its file to be. */
export type KnownTypes = Pick<DatasetFacts, 'schema' | 'classes'>;

/**
 * A data set with the types that a run read its columns as, for reading the same data once more:
 * what is guessed of a column may be another thing in a later version. Types chosen by hand stay,
 * and so does the guess for a target of numbers whose classes have the texts of their cells.
 */
export function withKnownTypes<T extends DatasetSpec>(dataset: T, { schema, classes }: KnownTypes): T {
  if (dataset.kind !== 'file') return dataset;
  const settings = new Map(dataset.columnSettings.map((own) => [own.name, own]));
  const isNamed = classes.some((name) => typeof name === 'string');
  for (const { name, type, role } of schema) {
    const own = settings.get(name);
    if (own?.type !== undefined || role === 'weight' || role === 'split') continue;
    if (role === 'target' && type === 'number' && isNamed) continue;
    settings.set(name, { ...own, name, type });
  }
  return { ...dataset, columnSettings: [...settings.values()] };
}
