import { say } from '../../../src-shared/language/say';
import { at } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import type { Scaler } from '../../../src-shared/run/record/dataset-facts';

/** Centres by feature, in units that let the features be compared. */
export interface CenterProfile {
  /** [k][features]. */
  readonly values: readonly Float64Array[];
  /** Unit of the values: "standard deviations", "share of the range". */
  readonly unit: string;
}

/**
 * Each centre's value per feature in scaled units: those of the model's own scaler; where the
 * features are not scaled, standard deviations from the mean of the points drawn.
 * @param centers [k][features], raw units
 */
export function centerProfile(
  centers: ArrayLike<number>,
  scaler: Scaler | null,
  sample: PointSample,
): CenterProfile {
  const width = sample.features.length;
  const isOwn = scaler !== null && scaler.kind !== 'none';
  const { offset, scale } = isOwn ? scaler : deviations(sample);
  const k = width === 0 ? 0 : Math.floor(centers.length / width);
  return {
    values: Array.from({ length: k }, (_, c) =>
      Float64Array.from(
        { length: width },
        (__, j) => (at(centers, c * width + j) - (offset[j] ?? 0)) / (scale[j] || 1),
      ),
    ),
    unit: isOwn
      ? say('scaled as the model sees them ({kind})', { kind: scaler.kind })
      : say('standard deviations from the mean; the model itself saw them unscaled'),
  };
}

function deviations({ values, count, features }: PointSample): { offset: number[]; scale: number[] } {
  const width = features.length;
  const offset = new Array<number>(width).fill(0);
  const scale = new Array<number>(width).fill(0);
  for (let i = 0; i < count * width; i++) offset[i % width]! += at(values, i) / count;
  for (let i = 0; i < count * width; i++)
    scale[i % width]! += (at(values, i) - at(offset, i % width)) ** 2 / count;
  return { offset, scale: scale.map(Math.sqrt) };
}
