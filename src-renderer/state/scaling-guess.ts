import type { FileDatasetSpec, ModelSpec, Scaling } from '../../src-shared/experiment/schema';
import type { KnownTable } from './dataset-guess';

/** Values beyond these saturate a network's first units at once, and outweigh an SVM's other features. */
const FAR_VALUE = 10;
const FAR_STD = 5;

/** The first feature that is far from unit size, and why; null where none is known to be. */
export function farFeature(
  table: KnownTable,
  dataset: FileDatasetSpec,
): { readonly name: string; readonly size: number; readonly of: 'value' | 'std' } | null {
  const names = dataset.columns ?? table.columns.map(({ name }) => name);
  const features = new Set(dataset.features);
  const own = new Map(dataset.columnSettings.map((settings) => [settings.name, settings]));
  for (const [place, { type, min, max, std }] of table.columns.entries()) {
    const name = names[place];
    if (name === undefined || !features.has(name)) continue;
    const settings = own.get(name);
    if (type !== 'number' || (settings?.type ?? type) !== type || settings?.scaling !== undefined) continue;
    const size = Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
    if (size > FAR_VALUE) return { name, size, of: 'value' };
    if ((std ?? 0) > FAR_STD) return { name, size: std ?? 0, of: 'std' };
  }
  return null;
}

/**
 * The scaling to offer for a file: `standard` for a network or an SVM where a number feature has
 * values above 10 or a standard deviation above 5, else none. k-means gets the units as they are,
 * for in them its clusters are described.
 */
export function guessScaling(table: KnownTable, dataset: FileDatasetSpec, kind: ModelSpec['kind']): Scaling {
  return kind !== 'kmeans' && farFeature(table, dataset) !== null ? 'standard' : 'none';
}
