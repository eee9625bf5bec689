import type { Measuring } from '../../../src-shared/training/measuring';
import type { TrainingData } from '../contract/trainer';
import { Rng } from '../numeric/rng';

/**
 * The rows that a network's logged steps are measured on, as data of their own: of the training and of the
 * validation rows so many, drawn without replacement from the seed's own stream and in their order. Rows of
 * weight 0 count for nothing and are not drawn, so that a part may have fewer than were asked for.
 * @param sizes how many of each part
 */
export function drawSample(
  data: TrainingData,
  sizes: NonNullable<Measuring['sample']>,
  seed: number,
): TrainingData {
  const rng = Rng.derive(seed, 'measured');
  const training = drawRows(data, 0, data.trainRows, sizes.trainRows, rng);
  const validation = drawRows(data, data.trainRows, data.rows, sizes.validationRows, rng);
  const rows = Int32Array.from([...training, ...validation]);
  const { width, features, target, weights } = data;
  const chosen = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    chosen.set(features.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  const pick = (values: Float64Array | null): Float64Array | null =>
    values === null ? null : Float64Array.from(rows, (row) => values[row]);
  return {
    ...data,
    rows: rows.length,
    trainRows: training.length,
    features: chosen,
    target: pick(target),
    weights: pick(weights),
  };
}

/** Selection sampling (Knuth 3.4.2, algorithm S): each row is taken with the share still wanted of those left. */
function drawRows({ weights }: TrainingData, from: number, to: number, wanted: number, rng: Rng): number[] {
  let left = 0;
  for (let row = from; row < to; row++) if (weights === null || weights[row] > 0) left++;
  // Where nothing counts, nothing can be measured, on all rows or on some.
  if (left === 0) return Array.from({ length: Math.min(wanted, to - from) }, (_, i) => from + i);
  const rows: number[] = [];
  for (let row = from; row < to && rows.length < wanted; row++) {
    if (weights !== null && weights[row] === 0) continue;
    if (rng.uniform() * left < wanted - rows.length) rows.push(row);
    left--;
  }
  return rows;
}
