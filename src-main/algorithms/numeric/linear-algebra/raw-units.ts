import type { ColumnMoments } from './column-moments';
import type { AffineScaling } from './weighted-rows';

/** Means and scales by which standardized columns are reported in raw units: x = mean + scale z. */
export interface RawUnits {
  /** [width] */
  readonly mean: Float64Array;
  /** [width] */
  readonly scale: Float64Array;
}

/** Raw units of columns that were scaled before (`scaler`) and are centered and scaled in a fit. */
export function rawUnits({ mean, scale }: ColumnMoments, scaler: AffineScaling | null): RawUnits {
  const scaleAt = (j: number): number => scaler?.scale[j] ?? 1;
  return {
    mean: mean.map((value, j) => value * scaleAt(j) + (scaler?.offset[j] ?? 0)),
    scale: scale.map((value, j) => value * scaleAt(j)),
  };
}

/**
 * Standard errors of raw coefficients, [1 + width] with the intercept first, from the inverse R^-1 of
 * the triangle of standardized ones: norms of the rows of T R^-1, T the way to raw units
 * (b_j / scale_j, and a - sum of b_j mean_j / scale_j). NaN for columns that were not kept.
 * @param inverse [size][size], column by column, upper triangular
 * @param first row of `inverse` at which these coefficients begin
 * @param kept columns of the design, ascending, the constant (0) first
 */
export function rawStandardErrors(
  inverse: Float64Array,
  size: number,
  first: number,
  kept: Int32Array,
  { mean, scale }: RawUnits,
): Float64Array {
  const squares = new Float64Array(1 + mean.length).fill(NaN);
  for (const column of kept) squares[column] = 0;
  for (let c = first; c < size; c++) {
    let intercept = 0;
    for (let k = 0; k < kept.length && first + k <= c; k++) {
      const entry = inverse[c * size + first + k];
      const column = kept[k];
      if (column === 0) intercept += entry;
      else {
        const slope = entry / scale[column - 1];
        intercept -= mean[column - 1] * slope;
        squares[column] += slope * slope;
      }
    }
    squares[0] += intercept * intercept;
  }
  return squares.map(Math.sqrt);
}
