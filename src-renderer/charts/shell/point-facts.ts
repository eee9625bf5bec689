import { at } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { formatNumber } from '../../text/format';
import { nearestPoint } from '../interaction/nearest';
import type { Pixel } from '../interaction/pixel';
import type { Plane } from '../stage/plane';

/** A line of the card at the pointer. */
export interface PointFact {
  readonly name: string;
  readonly value: string;
}

const MAX_FACTS = 8;

/**
 * The row of a sample whose point lies nearest to a pixel; null where none is within reach.
 * @param coordinates of a row, in the plane's units
 */
export function rowAt(
  sample: PointSample,
  plane: Plane,
  at: Pixel,
  coordinates: (row: number) => readonly [number, number],
): number | null {
  const pixels = (row: number): readonly [number, number] => {
    const [x, y] = coordinates(row);
    return [plane.toX(x), plane.toY(y)];
  };
  return nearestPoint(sample.count, pixels, at);
}

/** Coordinates of a row in the plane of two features, by their index. */
export function onFeatures(
  { values, features }: PointSample,
  [x, y]: readonly [number, number],
): (row: number) => readonly [number, number] {
  const width = features.length;
  return (row) => [at(values, row * width + x), at(values, row * width + y)];
}

/** The first features of a row, eight at the most, as its card shows them. */
export function featureFacts({ features, values }: PointSample, row: number): PointFact[] {
  return features
    .slice(0, MAX_FACTS)
    .map((name, j) => ({ name, value: formatNumber(values[row * features.length + j] ?? NaN) }));
}
