import { say } from '../../../src-shared/language/say';
import { at as elementAt } from '../../../src-shared/present';
import type { PrincipalPlane } from '../../../src-shared/models/kmeans/clusters';
import type { PointSample, Prediction } from '../../../src-shared/run/live/frames';
import type { Scaler } from '../../../src-shared/run/record/dataset-facts';
import { formatFixed } from '../../text/format';

/** Another set of coordinates for the same points. */
export interface Space {
  readonly features: readonly string[];
  /** One point in raw units, at `from` of `raw`, into `to` at `at`. */
  readonly map: (raw: ArrayLike<number>, from: number, to: Float64Array, at: number) => void;
}

/** Coordinates in which the model sees the features: (x - offset) / scale. */
export function scaledSpace(features: readonly string[], { offset, scale }: Scaler): Space {
  return {
    features: features.map((name) => say('{name}, scaled', { name })),
    map: (raw, from, to, at) => {
      for (let j = 0; j < features.length; j++) {
        to[at + j] = (raw[from + j]! - (offset[j] ?? 0)) / (scale[j] || 1);
      }
    },
  };
}

/** On the plane of the two principal components of the scaled features. */
export function planeSpace(features: readonly string[], scaler: Scaler, plane: PrincipalPlane): Space {
  const scaled = scaledSpace(features, scaler);
  const one = new Float64Array(features.length);
  return {
    features: plane.explainedVarianceRatio.map((share, i) =>
      say('PC {i}, {share} % of the variance', { i: i + 1, share: formatFixed(100 * share, 1) }),
    ),
    map: (raw, from, to, at) => {
      scaled.map(raw, from, one, 0);
      plane.components.forEach((component, c) => {
        let sum = 0;
        for (let j = 0; j < one.length; j++) sum += (one[j]! - plane.mean[j]!) * component[j]!;
        to[at + c] = sum;
      });
    },
  };
}

/** A space's points; the same for as long as sample and space are. */
export function sampleIn(sample: PointSample, space: Space): PointSample {
  return {
    ...sample,
    features: space.features,
    values: mapRows(sample.values, 0, sample.features.length, sample.count, space),
  };
}

export function projectQueryPoints(
  queryPoints: readonly Prediction[],
  features: readonly string[],
  space: Space,
): readonly Prediction[] {
  const to = new Float64Array(space.features.length);
  return queryPoints.map((point) => {
    space.map(
      features.map((name) => point.input[name] ?? NaN),
      0,
      to,
      0,
    );
    return { ...point, input: Object.fromEntries(space.features.map((name, j) => [name, elementAt(to, j)])) };
  });
}

/** Each row of some values in other coordinates, into a new array. */
export function mapRows(
  values: ArrayLike<number>,
  from: number,
  width: number,
  rows: number,
  space: Space,
): Float64Array {
  const to = new Float64Array(rows * space.features.length);
  for (let row = 0; row < rows; row++) {
    space.map(values, from + row * width, to, row * space.features.length);
  }
  return to;
}
