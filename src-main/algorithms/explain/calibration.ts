import { square } from '../../../src-shared/portable-math/square';
import type { Calibration, ReliabilityBin } from '../../../src-shared/run/explanation/faults';

const BINS = 10;

/**
 * Reliability of probabilities in ten bins of equal width (scikit-learn's `calibration_curve`, `uniform`): of
 * two classes those of the second, of many those of the predicted class. Rows count once each.
 * @param probabilities [rows][units]; one unit stands for the second class
 * @param truth [rows]: index of the class
 * @param classes as they are called
 */
export function measureCalibration(
  probabilities: Float64Array,
  units: number,
  truth: Float64Array,
  classes: readonly string[],
): Calibration {
  const rows = truth.length;
  const isOfTwo = units <= 2;
  const sums = {
    count: new Int32Array(BINS),
    predicted: new Float64Array(BINS),
    came: new Float64Array(BINS),
  };
  let brier = 0;
  for (let row = 0; row < rows; row++) {
    const own = probabilities.subarray(row * units, (row + 1) * units);
    const place = isOfTwo ? units - 1 : own.indexOf(Math.max(...own));
    const predicted = own[place];
    const came = Number(isOfTwo ? truth[row] === 1 : truth[row] === place);
    if (isOfTwo) brier += square(predicted - came);
    else own.forEach((one, u) => (brier += square(one - Number(u === truth[row]))));
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(predicted * BINS) - 1));
    sums.count[bin]++;
    sums.predicted[bin] += predicted;
    sums.came[bin] += came;
  }
  let ece = 0;
  const bins = Array.from(sums.count, (count, b): ReliabilityBin => {
    const predicted = count === 0 ? null : sums.predicted[b] / count;
    const observed = count === 0 ? null : sums.came[b] / count;
    if (predicted !== null && observed !== null) ece += (count / rows) * Math.abs(predicted - observed);
    return { from: b / BINS, to: (b + 1) / BINS, rows: count, predicted, observed };
  });
  return { of: isOfTwo ? (classes[classes.length - 1] ?? null) : null, bins, brier: brier / rows, ece };
}
