import type { Work } from '../../explore/slices';
import { coalitionValues, type ColumnGame } from './game';

/** Shapley values of all outputs. */
export interface ShapleyValues {
  /** [outputs]: the value of no column. */
  readonly base: Float64Array;
  /** [outputs][columns]. */
  readonly values: Float64Array;
}

/**
 * Shapley values by their definition (Shapley 1953), over all 2^n coalitions: the mean of what a column adds,
 * weighted by |S|! (n - |S| - 1)! / n!.
 */
export function* exactShapley(game: ColumnGame): Work<ShapleyValues> {
  const n = game.columns.length;
  const units = game.model.outputs.length;
  const coalitions = 1 << n;
  const worth = yield* coalitionValues(game, coalitions, (i, c) => ((i >> c) & 1) === 1);
  const weights = coalitionWeights(n);
  const values = new Float64Array(units * n);
  for (let i = 0; i < coalitions; i++) {
    const weight = weights[countBits(i)];
    for (let c = 0; c < n; c++) {
      if (((i >> c) & 1) === 1) continue;
      const joined = (i | (1 << c)) * units;
      for (let u = 0; u < units; u++) {
        values[u * n + c] = values[u * n + c] + weight * (worth[joined + u] - worth[i * units + u]);
      }
    }
  }
  return { base: worth.slice(0, units), values };
}

/** |S|! (n - |S| - 1)! / n! by |S|. */
function coalitionWeights(n: number): Float64Array {
  const weights = new Float64Array(Math.max(1, n));
  let weight = 1 / Math.max(1, n);
  for (let size = 0; size < n; size++) {
    weights[size] = weight;
    weight *= (size + 1) / (n - size - 1);
  }
  return weights;
}

function countBits(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
