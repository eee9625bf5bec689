import type { ExplainedFeatures } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';
import { passCapacity, type ModelOutputs } from '../contract/outputs';
import { readTensor } from '../contract/state';
import { findLargest } from '../numeric/largest';
import { squaredDistances } from './distances';

/** Clusters as outputs [rows][k]: 1 in the cluster whose centre is nearest (of equals the first), else 0. */
export function readNearest(
  { state }: ModelContext<'kmeans'>,
  { features, width, rows: allRows }: ExplainedFeatures,
): ModelOutputs {
  const centers = Float64Array.from(readTensor(state, 'centers').data);
  const units = centers.length / width;
  const capacity = passCapacity(width * units, allRows);
  const distances = new Float64Array(units);
  const values = new Float64Array(capacity * units);
  return {
    units,
    capacity,
    read(from, rows) {
      values.fill(0, 0, rows * units);
      for (let row = 0; row < rows; row++) {
        squaredDistances({ values: features, width }, from + row, centers, distances);
        for (let c = 0; c < units; c++) distances[c] = -distances[c];
        values[row * units + findLargest(distances, 0, units)] = 1;
      }
      return values;
    },
  };
}
