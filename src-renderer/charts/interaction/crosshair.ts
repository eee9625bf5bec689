import type { Range } from '../../values/range';
import { arrowDirection, type KeyPress } from './keys';
import { clampTo } from './range';

/** A point of a plane of two features. */
export interface PlanePoint {
  readonly x1: number;
  readonly x2: number;
}

/** Ranges of the plane as it is shown. */
interface PlaneRanges {
  readonly xRange: Range;
  readonly yRange: Range;
}

/** The point, where it lies in the plane; null outside. */
export function pointInside(point: PlanePoint, { xRange, yRange }: PlaneRanges): PlanePoint | null {
  const { x1, x2 } = point;
  return x1 >= xRange[0] && x1 <= xRange[1] && x2 >= yRange[0] && x2 <= yRange[1] ? point : null;
}

/**
 * The point that an arrow key moves a crosshair to: by a hundredth of the plane, with Shift by a tenth.
 * Null of any other key.
 * @param from null: no crosshair yet, which is as in the middle
 */
export function crosshairAfterKey(
  { key, shiftKey }: KeyPress,
  from: PlanePoint | null,
  { xRange, yRange }: PlaneRanges,
): PlanePoint | null {
  const direction = arrowDirection(key);
  if (direction === null) return null;
  const at = from ?? { x1: (xRange[0] + xRange[1]) / 2, x2: (yRange[0] + yRange[1]) / 2 };
  const by = shiftKey ? 0.1 : 0.01;
  return {
    x1: clampTo(xRange, at.x1 + direction.x * by * (xRange[1] - xRange[0])),
    x2: clampTo(yRange, at.x2 + direction.y * by * (yRange[1] - yRange[0])),
  };
}
