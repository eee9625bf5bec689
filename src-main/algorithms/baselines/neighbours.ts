import type { Work } from '../explore/slices';
import { outputUnits, type BaselineData } from './baseline-data';

/** As scikit-learn's KNeighborsClassifier and KNeighborsRegressor. */
const NEIGHBOURS = 5;
/** Multiply-adds between two yields. */
const SLICE = 1 << 22;
/** Multiply-adds of all distances at most: about a minute. */
export const MOST_DISTANCES = 3e10;

/**
 * The shares of the classes, or the mean, among the nearest training rows, each of them the same (scikit-learn's
 * `weights="uniform"`), by Euclidean distance; of equal distances the row that comes first. Weights are not used.
 * @param learnt the training rows that are looked at
 * @returns [validation rows][units]
 */
export function* neighbourOutputs(data: BaselineData, learnt: Int32Array): Work<Float64Array> {
  const { features, trainRows, rows, width, target, classes } = data;
  const units = outputUnits(data);
  const k = Math.min(NEIGHBOURS, learnt.length);
  const outputs = new Float64Array((rows - trainRows) * units);
  const near = new Int32Array(k);
  const far = new Float64Array(k);
  let done = 0;
  for (let row = trainRows; row < rows; row++) {
    far.fill(Infinity);
    for (const other of learnt) {
      const distance = squaredDistance(features, row * width, other * width, width, far[k - 1]);
      if (!(distance < far[k - 1])) continue;
      let place = k - 1;
      while (place > 0 && distance < far[place - 1]) {
        far[place] = far[place - 1]!;
        near[place] = near[place - 1]!;
        place--;
      }
      far[place] = distance;
      near[place] = other;
    }
    const at = (row - trainRows) * units;
    for (const other of near) {
      if (classes > 0) outputs[at + target[other]] += 1 / k;
      else outputs[at] += target[other] / k;
    }
    done += learnt.length * width;
    if (done < SLICE) continue;
    done = 0;
    yield;
  }
  return outputs;
}

/** Until it is beyond `enough`: what is further away than that is not wanted. */
function squaredDistance(
  features: Float64Array,
  a: number,
  b: number,
  width: number,
  enough: number,
): number {
  let sum = 0;
  for (let from = 0; from < width; from += 16) {
    const to = Math.min(width, from + 16);
    for (let j = from; j < to; j++) {
      const shift = features[a + j] - features[b + j];
      sum += shift * shift;
    }
    if (sum >= enough) return sum;
  }
  return sum;
}
