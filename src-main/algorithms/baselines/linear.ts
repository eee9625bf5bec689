import type { Work } from '../explore/slices';
import { fitLinearRegression } from '../linear-regression';
import { dotFrom } from '../numeric/scaling';
import type { BaselineData } from './baseline-data';

/**
 * Least squares (scikit-learn's LinearRegression).
 * @returns [validation rows]
 */
export function* linearOutputs(data: BaselineData): Work<Float64Array> {
  const { features, trainRows, rows, width, target, weights } = data;
  const work = fitLinearRegression({ features, rows: trainRows, width, weights, target });
  let slice = work.next();
  for (; slice.done !== true; slice = work.next()) yield;
  const { scaledCoef, scaledIntercept } = slice.value;
  const asked = features.subarray(trainRows * width, rows * width);
  return Float64Array.from({ length: rows - trainRows }, (_, i) =>
    dotFrom(scaledIntercept, scaledCoef, asked, i * width),
  );
}
