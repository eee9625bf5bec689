import { at } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';

/** A row of data to be marked on the plane of its two features. */
export interface PlanePoint {
  readonly x1: number;
  readonly x2: number;
  /** The target as a number; null without one. */
  readonly target: number | null;
}

/** More points than these are not marked one by one. */
const MAX_MARKED = 16;

/** The rows of a table small enough to mark one by one, with numeric targets. */
export function markedPoints(sample: PointSample | null): PlanePoint[] {
  if (sample === null || sample.count > MAX_MARKED || sample.features.length !== 2) return [];
  return Array.from({ length: sample.count }, (_, row) => ({
    x1: at(sample.values, 2 * row),
    x2: at(sample.values, 2 * row + 1),
    target: targetNumber(sample, row),
  }));
}

/** A row's target as a number, also where classes are counted; null without one. */
export function targetNumber(sample: PointSample, row: number): number | null {
  const target = sample.targets[row];
  if (target === undefined || Number.isNaN(target)) return null;
  if (sample.classes.length === 0) return target;
  const named = sample.classes[target];
  return typeof named === 'number' ? named : target;
}
