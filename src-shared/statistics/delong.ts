import { normalQuantile, normalTwoSided } from '../distributions/normal';

/** Two areas under ROC curves of the same rows. */
export interface DeLong {
  readonly aucA: number;
  readonly aucB: number;
  /** B - A. */
  readonly difference: number;
  /** Standard error of the difference. */
  readonly error: number;
  readonly z: number;
  /** Two-sided; 1 where the scores order the rows alike. */
  readonly pValue: number;
  readonly low: number;
  readonly high: number;
}

/**
 * DeLong's test of two correlated areas under the ROC curve (DeLong, DeLong and Clarke-Pearson, Biometrics
 * 44, 1988), with midranks (Sun and Xu, IEEE SPL 21, 2014), so that it takes n log n:
 * area = (sum of a positive's ranks among all less those among positives) / (m n); its variance is that of
 * the placements of positives over m and of negatives over n. NaN where a class has fewer than two rows.
 * @param isPositive not 0 for rows of the second class
 * @param a @param b scores of the same rows
 */
export function delong(
  isPositive: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  level = 0.95,
): DeLong {
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let row = 0; row < isPositive.length; row++) (isPositive[row] === 0 ? negatives : positives).push(row);
  const [one, two] = [a, b].map((scores) => findPlacements(scores, positives, negatives));
  const [aucA, aucB] = [mean(one!.positives), mean(two!.positives)];
  const difference = aucB - aucA;
  const spread = (of: 'positives' | 'negatives'): number => {
    const differences = two![of].map((value, i) => value - one![of][i]!);
    const center = mean(differences);
    const squares = differences.reduce((sum, value) => sum + (value - center) * (value - center), 0);
    return squares / (differences.length - 1) / differences.length;
  };
  const error = Math.sqrt(spread('positives') + spread('negatives'));
  if (error === 0) {
    const isNone = difference === 0;
    const z = isNone ? 0 : difference > 0 ? Infinity : -Infinity;
    const ends = { low: difference, high: difference };
    return { aucA, aucB, difference, error, z, pValue: isNone ? 1 : 0, ...ends };
  }
  const z = difference / error;
  const half = normalQuantile((1 + level) / 2) * error;
  return {
    aucA,
    aucB,
    difference,
    error,
    z,
    pValue: normalTwoSided(z),
    low: difference - half,
    high: difference + half,
  };
}

/** How much of the other class each row is above, ties counting half: of positives, and of negatives below. */
function findPlacements(
  scores: ArrayLike<number>,
  positives: readonly number[],
  negatives: readonly number[],
): { readonly positives: number[]; readonly negatives: number[] } {
  const [m, n] = [positives.length, negatives.length];
  const x = positives.map((row) => scores[row]!);
  const y = negatives.map((row) => scores[row]!);
  const all = midranks([...x, ...y]);
  const ofX = midranks(x);
  const ofY = midranks(y);
  return {
    positives: x.map((_, i) => (all[i]! - ofX[i]!) / n),
    negatives: y.map((_, j) => 1 - (all[m + j]! - ofY[j]!) / m),
  };
}

/** Ranks from 1 on, equal values their mean rank. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (p, q) => values[p]! - values[q]!,
  );
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
