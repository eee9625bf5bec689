import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import { sha256, stableJson } from '../../files/hash';
import { take } from '../columns/typed/indices';
import type { RawColumn } from '../columns/raw-table';
import type { RoleTable } from './roles';

/**
 * SHA-256 of the values that metrics are measured by, over the used rows in their order, whatever
 * their columns are called: of the target, of weights that are not all 1, and for a clustering, whose
 * distances are measured in them, of the scaled features (the order of the columns does not count).
 * @param order places of the used rows in the table
 * @param digests of a clustering's scaled features, SHA-256 of each; null for others
 */
export function valueHashes(
  { target, weight }: RoleTable,
  order: Int32Array,
  digests: readonly string[] | null,
): NonNullable<DatasetFacts['valuesSha256']> {
  const weights = weight === null ? null : take(weight.values, order);
  return {
    target: target === null ? null : targetHash(target, take(target.values, order)),
    weight: weights === null || weights.every((value) => value === 1) ? null : sha256(weights),
    features: digests === null ? null : sha256(stableJson([...digests].sort())),
  };
}

/** Classes by their texts; those that are written as numbers are are the numbers. */
function targetHash({ categories }: RawColumn, values: Float64Array): string {
  if (categories === null) return sha256(values);
  const used = [...new Set(values)].map((code) => categories[code] ?? '');
  if (used.every((word) => String(Number(word)) === word))
    return sha256(values.map((code) => Number(categories[code])));
  const classes = [...used].sort();
  const indexByClass = new Map(classes.map((word, index) => [word, index]));
  return sha256(
    stableJson(classes),
    Int32Array.from(values, (code) => indexByClass.get(categories[code] ?? '') ?? -1),
  );
}
