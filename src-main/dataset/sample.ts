import type { RowSample } from '../../src-shared/experiment/schema';
import { Rng } from '../algorithms/rng';

/**
 * The rows that a sample keeps, ascending: the first ones, every nth so that they are spread
 * evenly, or as many drawn at random, each set equally likely. All of them where there are no more.
 * @param count rows there are
 * @param seed for `random`
 */
export function sampleRows(count: number, { method, rows }: RowSample, seed: number): Int32Array {
  const kept = new Int32Array(Math.min(count, rows));
  if (method === 'first' || kept.length === count) return kept.map((_, i) => i);
  if (method === 'every') return kept.map((_, i) => Math.floor((i * count) / kept.length));
  const rng = Rng.derive(seed, 'sample');
  // Each row in turn is taken with the odds of those still needed among those still left.
  for (let row = 0, taken = 0; taken < kept.length; row++) {
    if (rng.uniform() * (count - row) < kept.length - taken) kept[taken++] = row;
  }
  return kept;
}
