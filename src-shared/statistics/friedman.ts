import { chiSquaredTails } from '../distributions/chi-squared';
import { midranks } from './delong';
import { studentizedRangeQuantile, studentizedRangeUpper } from './studentized-range';

/** Several models over the same blocks (folds, data sets), by their ranks. */
export interface Friedman {
  /** Chi-squared statistic, with k - 1 degrees of freedom. */
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
  /** Mean rank of each model; 1 is the best. */
  readonly meanRanks: readonly number[];
  /** Mean ranks further apart than this differ (Nemenyi, alpha 0.05). */
  readonly criticalDifference: number;
  /** Nemenyi's p value of each pair, [k][k]; 1 on the diagonal. */
  readonly pairs: readonly (readonly number[])[];
}

/**
 * Friedman's test with Nemenyi's pairs (Friedman 1937; Demšar, JMLR 7, 2006). Ranks within a block, ties
 * their mean rank and the statistic corrected for them, as SciPy's `friedmanchisquare`; Nemenyi's critical
 * difference q sqrt(k (k + 1) / (6 n)) with q of the studentized range over sqrt(2), as scikit-posthocs'
 * `posthoc_nemenyi_friedman`. Where every block is one tie, the statistic is 0 and nothing differs.
 * @param values [blocks][models], all finite
 * @param isLowerBetter whether the smallest value has rank 1
 */
export function friedman(
  values: readonly (readonly number[])[],
  isLowerBetter: boolean,
  alpha = 0.05,
): Friedman {
  const n = values.length;
  const k = values[0]?.length ?? 0;
  const sums = new Float64Array(k);
  let ties = 0;
  for (const block of values) {
    const ranks = midranks(block.map((value) => (isLowerBetter ? value : -value)));
    ranks.forEach((rank, model) => {
      sums[model]! += rank;
    });
    const counts = new Map<number, number>();
    for (const value of block) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const count of counts.values()) ties += count * (count * count - 1);
  }
  const meanRanks = [...sums].map((sum) => sum / n);
  const squares = [...sums].reduce((sum, value) => sum + value * value, 0);
  const correction = 1 - ties / (k * (k * k - 1) * n);
  const raw = (12 / (k * n * (k + 1))) * squares - 3 * n * (k + 1);
  const statistic = correction === 0 ? 0 : raw / correction;
  const df = k - 1;
  const unit = Math.sqrt((k * (k + 1)) / (6 * n));
  return {
    statistic,
    df,
    pValue: statistic <= 0 ? 1 : chiSquaredTails(statistic, df).upper,
    meanRanks,
    criticalDifference: (studentizedRangeQuantile(alpha, k) / Math.SQRT2) * unit,
    pairs: meanRanks.map((one, i) =>
      meanRanks.map((two, j) =>
        i === j ? 1 : studentizedRangeUpper((Math.abs(one - two) / unit) * Math.SQRT2, k),
      ),
    ),
  };
}
