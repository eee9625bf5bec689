import { square } from '../../../src-shared/portable-math/square';
import type { Calibration, ReliabilityBin } from '../../../src-shared/run/explanation/faults';
import { crossFitted } from './isotonic';

const BINS = 10;
/** Of fewer a repair would tell nothing. */
const FEWEST_ROWS = 50;

/**
 * Reliability of probabilities in ten bins of equal width (scikit-learn's `calibration_curve`, `uniform`): of
 * two classes those of the second, of many those of the predicted class. Rows count once each.
 * @param probabilities [rows][units]; one unit stands for the second class
 * @param truth [rows]: index of the class
 * @param options.classes as they are called
 * @param options.seed of the fifths that a repair is fitted to
 */
export function measureCalibration(
  probabilities: Float64Array,
  units: number,
  truth: Float64Array,
  { classes, seed }: { readonly classes: readonly string[]; readonly seed: number },
): Calibration {
  const rows = truth.length;
  const isOfTwo = units <= 2;
  const predicted = new Float64Array(rows);
  const came = new Float64Array(rows);
  let brier = 0;
  for (let row = 0; row < rows; row++) {
    const own = probabilities.subarray(row * units, (row + 1) * units);
    const place = isOfTwo ? units - 1 : own.indexOf(Math.max(...own));
    predicted[row] = own[place];
    came[row] = Number(isOfTwo ? truth[row] === 1 : truth[row] === place);
    if (!isOfTwo) own.forEach((one, u) => (brier += square(one - Number(u === truth[row]))));
  }
  const { bins, ece } = findBins(predicted, came);
  const repair = isOfTwo && rows >= FEWEST_ROWS ? crossFitted(predicted, came, seed) : null;
  return {
    of: isOfTwo ? (classes[classes.length - 1] ?? null) : null,
    bins,
    brier: isOfTwo ? meanSquare(predicted, came) : brier / rows,
    ece,
    repaired: repair === null ? null : { brier: meanSquare(repair, came), ece: findBins(repair, came).ece },
  };
}

function findBins(
  predicted: Float64Array,
  came: Float64Array,
): { readonly bins: ReliabilityBin[]; readonly ece: number } {
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

function meanSquare(predicted: Float64Array, came: Float64Array): number {
  let sum = 0;
  predicted.forEach((value, row) => (sum += square(value - came[row])));
  return sum / predicted.length;
}
