import type { ClassCurve } from '../../../src-shared/run/evaluation/evaluation';

const STEPS = Array.from({ length: 41 }, (_, i) => i / 40);

/** One class against all others at 41 thresholds. @param bend above 1: the larger, the better the scores */
function curve(index: number, bend: number): ClassCurve {
  return {
    class: index,
    positives: 60,
    negatives: 140,
    thresholds: Float64Array.from(STEPS, (share) => 1 - share),
    truePositives: Float64Array.from(STEPS, (share) => Math.round(60 * (1 - (1 - share) ** bend))),
    falsePositives: Float64Array.from(STEPS, (share) => Math.round(140 * share ** 2)),
    distinctScores: 41,
    rocAuc: 0.9,
    averagePrecision: 0.8,
    precisionRecallAuc: 0.8,
  };
}

/** Two classes of three. */
export const CLASS_CURVES: readonly ClassCurve[] = [curve(0, 4), curve(1, 2)];

/** Rows of three species, true by predicted. */
export const SPECIES_CONFUSION = [50, 0, 0, 0, 44, 6, 0, 3, 47];
