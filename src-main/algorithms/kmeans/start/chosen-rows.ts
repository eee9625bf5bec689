import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { KMeansSpec } from '../../../../src-shared/experiment/schema';
import type { TrainingData } from '../../contract/trainer';

/**
 * The centres [k][width], scaled, of an experiment that chooses the rows to start on; undefined
 * where it does not.
 * @param rowNumbers 1-based row of the table for each used row
 * @throws BenchtopError `invalid-data` where a row is not trained on, or two hold the same values
 */
export function chosenCenters(
  model: KMeansSpec,
  { features, width, trainRows }: TrainingData,
  rowNumbers: ArrayLike<number>,
): Float64Array | undefined {
  if (model.init !== 'rows') return undefined;
  const requested = model.initRows ?? [];
  const indexByRow = new Map<number, number>(requested.map((row) => [row, -1]));
  for (let i = 0; i < trainRows; i++) if (indexByRow.has(rowNumbers[i])) indexByRow.set(rowNumbers[i], i);
  const centers = new Float64Array(requested.length * width);
  const seen = new Map<string, number>();
  requested.forEach((row, c) => {
    const at = indexByRow.get(row) ?? -1;
    if (at < 0) {
      throw fail(
        'invalid-data',
        sentence('Row {row}, chosen to start on, is not among the rows trained on: choose another.', { row }),
        { field: 'model.initRows' },
      );
    }
    const values = features.subarray(at * width, (at + 1) * width);
    const twin = seen.get(values.join(','));
    if (twin !== undefined) {
      throw fail(
        'invalid-data',
        sentence(
          'Rows {twin} and {row}, chosen to start on, hold the same values: one cluster would stay empty.',
          { twin, row },
        ),
        { field: 'model.initRows' },
      );
    }
    seen.set(values.join(','), row);
    centers.set(values, c * width);
  });
  return centers;
}
