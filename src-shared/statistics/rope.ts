import { studentTTails } from '../distributions/student-t';
import type { PairedT } from './corrected-t';

/** Probabilities of a difference, which sum to 1. */
export interface RopeProbabilities {
  /** Below -width, within it, above it. */
  readonly below: number;
  readonly within: number;
  readonly above: number;
  /** P(difference > 0), with half of what lies exactly on 0. */
  readonly positive: number;
}

/**
 * Bayesian correlated t test with a region of practical equivalence (Corani and Benavoli, "A Bayesian
 * approach for comparing cross-validated algorithms", Machine Learning 100, 2015; Benavoli et al., JMLR 18,
 * 2017): with a flat prior the mean difference is distributed as mean + error · T with n - 1 degrees of
 * freedom, T Student's, error as in {@link PairedT}. As baycomp's `CorrelatedTTest`, whose
 * 1 / (folds - 1) is the ratio of the test. Without spread all lies on the mean.
 * @param width differences from -width to width are practically none; 0: all of them count
 */
export function ropeProbabilities(
  { mean, error, df }: Pick<PairedT, 'mean' | 'error' | 'df'>,
  width: number,
): RopeProbabilities {
  if (Number.isNaN(error)) return { below: NaN, within: NaN, above: NaN, positive: NaN };
  if (error === 0) {
    return {
      below: Number(mean < -width),
      within: Number(Math.abs(mean) <= width),
      above: Number(mean > width),
      positive: mean === 0 ? 0.5 : Number(mean > 0),
    };
  }
  const below = studentTTails((-width - mean) / error, df).lower;
  const above = studentTTails((width - mean) / error, df).upper;
  return {
    below,
    within: Math.max(0, 1 - below - above),
    above,
    positive: studentTTails(-mean / error, df).upper,
  };
}
