import type { Work } from '../../explore/slices';
import type { Rng } from '../../numeric/rng';
import type { ShapleyValues } from './exact';
import { coalitionValues, type ColumnGame } from './game';

export interface SampledShapley extends ShapleyValues {
  /** [outputs][columns]: standard errors of the means over the pairs. */
  readonly errors: Float64Array;
}

/**
 * Shapley values from drawn orders of the columns, each with its reverse (Castro et al. 2009; Mitchell et
 * al. 2022: antithetic pairs): the mean of what a column adds to those before it. Every order adds up to
 * prediction - base, and so does their mean.
 * @param pairs of orders, 2 or more
 */
export function* sampledShapley(game: ColumnGame, pairs: number, rng: Rng): Work<SampledShapley> {
  const n = game.columns.length;
  const units = game.model.outputs.length;
  const sums = new Float64Array(units * n);
  const squares = new Float64Array(units * n);
  const order = Int32Array.from({ length: n }, (_, c) => c);
  const position = new Int32Array(n);
  let base = new Float64Array(units);
  for (let pair = 0; pair < pairs; pair++) {
    rng.shuffle(order);
    order.forEach((c, place) => (position[c] = place));
    // First the first i columns of the order, then all but these.
    const worth = yield* coalitionValues(game, 2 * (n + 1), (i, c) =>
      i <= n ? position[c] < i : position[c] >= i - (n + 1),
    );
    base = worth.slice(0, units);
    for (let c = 0; c < n; c++) {
      const before = position[c] * units;
      const reverse = (n + 1 + position[c]) * units;
      for (let u = 0; u < units; u++) {
        const forward = worth[before + units + u] - worth[before + u];
        const backward = worth[reverse + u] - worth[reverse + units + u];
        const gain = (forward + backward) / 2;
        sums[u * n + c] = sums[u * n + c] + gain;
        squares[u * n + c] = squares[u * n + c] + gain * gain;
      }
    }
  }
  const errors = sums.map((sum, i) => {
    const variance = Math.max(0, squares[i] - (sum * sum) / pairs) / Math.max(1, pairs - 1);
    return Math.sqrt(variance / pairs);
  });
  return { base, values: sums.map((sum) => sum / pairs), errors };
}
