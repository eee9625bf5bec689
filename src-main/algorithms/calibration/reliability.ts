import { square } from '../../../src-shared/portable-math/square';
import type { Calibration, ReliabilityBin } from '../../../src-shared/run/explanation/faults';
import {
  FEWEST_REPAIR_ROWS,
  REPAIR_METHODS,
  type ProbabilityFigures,
  type Repair,
} from '../../../src-shared/run/explanation/repair';
import type { Work } from '../explore/slices';
import { computeLogLoss } from '../numeric/log-loss';
import { crossFitted, repairProbabilities, type Probabilities } from './repair';

const BINS = 10;

/**
 * Reliability of probabilities in ten bins of equal width (scikit-learn's `calibration_curve`, `uniform`): of
 * two classes those of the second, of many those of the predicted class. Rows count once each.
 * @param truth [rows]: index of the class
 * @param options.classes as they are called
 * @param options.seed of the fifths that repairs are fitted to
 * @param options.fits whether repairs may be fitted to these rows
 * @param options.kept a repair that was fitted to other rows; null: none
 */
export function* measureCalibration(
  probabilities: Probabilities,
  truth: Float64Array,
  options: {
    readonly classes: readonly string[];
    readonly seed: number;
    readonly fits: boolean;
    readonly kept: Repair | null;
  },
): Work<Calibration> {
  const { classes, seed, fits, kept } = options;
  const { units } = probabilities;
  const repairs: Calibration['repairs'][number][] = [];
  if (fits && truth.length >= FEWEST_REPAIR_ROWS) {
    for (const method of REPAIR_METHODS) {
      const values = yield* crossFitted(method, probabilities, truth, seed);
      repairs.push({ method, ...probabilityFigures({ values, units }, truth) });
    }
  }
  return {
    of: units <= 2 ? (classes[classes.length - 1] ?? null) : null,
    ...reliability(probabilities, truth),
    repairs,
    kept: kept === null ? null : { method: kept.method, rows: kept.rows, ...keptFigures(kept) },
  };

  function keptFigures({ curves }: Repair): ProbabilityFigures {
    return probabilityFigures({ values: repairProbabilities(curves, probabilities), units }, truth);
  }
}

/** How good probabilities are. */
export function probabilityFigures(probabilities: Probabilities, truth: Float64Array): ProbabilityFigures {
  const { brier, ece, logLoss } = reliability(probabilities, truth);
  return { brier, ece, logLoss };
}

function reliability(
  { values, units }: Probabilities,
  truth: Float64Array,
): ProbabilityFigures & { readonly bins: readonly ReliabilityBin[] } {
  const rows = truth.length;
  const isOfTwo = units <= 2;
  const predicted = new Float64Array(rows);
  const came = new Float64Array(rows);
  let brier = 0;
  let logLoss = 0;
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * units, (row + 1) * units);
    const place = isOfTwo ? units - 1 : own.indexOf(Math.max(...own));
    predicted[row] = own[place];
    came[row] = Number(isOfTwo ? truth[row] === 1 : truth[row] === place);
    if (isOfTwo) brier += square(predicted[row] - came[row]);
    else own.forEach((one, u) => (brier += square(one - Number(u === truth[row]))));
    logLoss += computeLogLoss(
      isOfTwo ? (came[row] === 1 ? predicted[row] : 1 - predicted[row]) : own[truth[row]],
    );
  }
  return { ...findBins(predicted, came), brier: brier / rows, logLoss: logLoss / rows };
}

function findBins(
  predicted: Float64Array,
  came: Float64Array,
): { readonly bins: readonly ReliabilityBin[]; readonly ece: number } {
  const rows = predicted.length;
  const counts = new Int32Array(BINS);
  const [sums, shares] = [new Float64Array(BINS), new Float64Array(BINS)];
  predicted.forEach((value, row) => {
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(value * BINS) - 1));
    counts[bin]++;
    sums[bin] += value;
    shares[bin] += came[row];
  });
  let ece = 0;
  const bins = Array.from(counts, (count, b): ReliabilityBin => {
    const ends = { from: b / BINS, to: (b + 1) / BINS };
    if (count === 0) return { ...ends, rows: 0, predicted: null, observed: null };
    const [mean, observed] = [sums[b] / count, shares[b] / count];
    ece += (count / rows) * Math.abs(mean - observed);
    return { ...ends, rows: count, predicted: mean, observed };
  });
  return { bins, ece };
}
