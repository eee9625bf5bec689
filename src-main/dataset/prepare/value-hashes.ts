import { createHash } from 'node:crypto';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { TrainingData } from '../../algorithms/contract/trainer';
import { sha256, stableJson } from '../../files/hash';
import { take } from '../columns/typed/indices';
import type { RawColumn } from '../columns/raw-table';
import type { RoleTable } from './roles';
import type { Slices } from '../source/slices';

/** Values of all columns that are gathered between two pauses. */
const BLOCK_VALUES = 1 << 16;
/** Columns that are hashed side by side. */
const MAX_COLUMNS = 256;

/**
 * SHA-256 of the values that metrics are measured by, over the used rows in their order, whatever
 * their columns are called: of the target, of weights that are not all 1, and for a clustering, whose
 * distances are measured in them, of the scaled features (the order of the columns does not count).
 * @param order places of the used rows in the table
 */
export async function valueHashes(
  { target, weight }: RoleTable,
  order: Int32Array,
  clustered: Pick<TrainingData, 'features' | 'width' | 'rows'> | null,
  slices: Slices,
): Promise<NonNullable<DatasetFacts['valuesSha256']>> {
  const weights = weight === null ? null : take(weight.values, order);
  return {
    target: target === null ? null : targetHash(target, take(target.values, order)),
    weight: weights === null || weights.every((value) => value === 1) ? null : sha256(weights),
    features: clustered === null ? null : await featuresHash(clustered, slices),
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

/** Hashes of all columns are fed from the same rows while these are in the processor's cache. */
async function featuresHash(
  { features, width, rows }: Pick<TrainingData, 'features' | 'width' | 'rows'>,
  slices: Slices,
): Promise<string> {
  const digests: string[] = [];
  for (let first = 0; first < width; first += MAX_COLUMNS) {
    const hashes = Array.from({ length: Math.min(MAX_COLUMNS, width - first) }, () => createHash('sha256'));
    const blockRows = Math.min(rows, Math.ceil(BLOCK_VALUES / hashes.length));
    const block = new Float64Array(blockRows);
    for (let from = 0; from < rows; from += blockRows) {
      const count = Math.min(blockRows, rows - from);
      const bytes = new Uint8Array(block.buffer, 0, count * block.BYTES_PER_ELEMENT);
      for (const [c, hash] of hashes.entries()) {
        const start = from * width + first + c;
        for (let i = 0; i < count; i++) block[i] = features[start + i * width]!;
        hash.update(bytes);
      }
      await slices.next();
    }
    for (const hash of hashes) digests.push(hash.digest('hex'));
  }
  return sha256(stableJson(digests.sort()));
}
