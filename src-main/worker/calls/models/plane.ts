import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { PrincipalPlane } from '../../../../src-shared/models/kmeans/clusters';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import type { ScaledPlane } from '../../../../src-shared/run/live/guidance';
import type { Scaler } from '../../../../src-shared/run/record/dataset-facts';
import { principalComponents } from '../../../algorithms/numeric/pca';
import { scaledRows } from '../../../algorithms/numeric/scaling';
import { Slices } from '../../../dataset';
import { readSample } from '../../../files/run-files/sample-file';

/** The plane that a run's points, scaled, lie widest on. @throws BenchtopError `invalid-data` for one feature */
export async function computePlane(
  runFolder: string,
  scaler: Scaler,
  signal: AbortSignal,
): Promise<PrincipalPlane> {
  const sample = await readSample(runFolder);
  if (sample.features.length < 2) {
    throw fail(
      'invalid-data',
      sentence('A plane of principal components needs two features; this run has one.'),
    );
  }
  return (await scaledPlane(sample, scaler, signal)).plane;
}

/** The plane that points, scaled, lie widest on. @param sample two rows and two features at least */
export async function scaledPlane(
  { values, count, features }: Pick<PointSample, 'values' | 'count' | 'features'>,
  scaler: Scaler,
  signal: AbortSignal,
): Promise<ScaledPlane> {
  const slices = new Slices(signal);
  const steps = principalComponents(scaledRows(values, scaler, features.length), count, features.length);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return { scaler, plane: next.value };
    await slices.next();
  }
}
