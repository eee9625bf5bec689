import { present } from '../../../src-shared/present';
import type { TrainingData } from '../contract/trainer';
import type { Separation } from './logistic-fit';

/**
 * Features that separate on their own. Of a quasi-separation those by which all training rows of a class
 * lie on one side of a value, and all others on the other side or on it; of a complete separation of two
 * classes those that have no row on it.
 */
export function separatingFeatures(data: TrainingData, separation: Separation): string[] {
  const { featureNames, classes } = data;
  const isComplete = separation === 'complete';
  // Several classes are told apart completely by more than one value.
  if (isComplete && classes.length > 2) return [];
  return featureNames.filter((_, j) => {
    const ranges = rangesByClass(data, j);
    return ranges.some(({ low, high }, k) => {
      const others = ranges.filter((__, other) => other !== k);
      const least = Math.min(...others.map((range) => range.low));
      const most = Math.max(...others.map((range) => range.high));
      if (isComplete) return high < least || most < low;
      const isConstant = Math.min(low, least) === Math.max(high, most);
      return !isConstant && (high <= least || most <= low);
    });
  });
}

/** Range of a feature over the training rows of each class that count. */
function rangesByClass(
  { features, width, trainRows, target, weights, classes }: TrainingData,
  j: number,
): { low: number; high: number }[] {
  const ranges = classes.map(() => ({ low: Infinity, high: -Infinity }));
  for (let row = 0; row < trainRows; row++) {
    if (weights !== null && weights[row] === 0) continue;
    const range = ranges[present(target)[row]];
    const value = features[row * width + j];
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
  }
  return ranges;
}
