import { at as elementAt } from '../../../src-shared/present';
import type { PointSample, SvmFrame } from '../../../src-shared/run/live/frames';
import { readLogit } from './margin-picture';

/** Decision values in bins of equal width, counted by class. */
export interface DecisionBins {
  readonly low: number;
  readonly high: number;
  /** [bins][classes] */
  readonly counts: readonly (readonly number[])[];
  readonly highest: number;
}

/**
 * The decisions of a sample's points, by class. -1, 0 and 1 are always inside.
 * @param machine of more than two classes: the class whose decision against the rest is counted
 */
export function decisionBins(
  frame: SvmFrame,
  sample: PointSample,
  machine: number,
  bins = 40,
): DecisionBins | null {
  const values = Float64Array.from({ length: sample.count }, (_, row) =>
    readLogit(frame, sample, row, machine),
  );
  let low = -1.25;
  let high = 1.25;
  for (const value of values) {
    if (!Number.isFinite(value)) return null;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const counts = Array.from({ length: bins }, () => sample.classes.map(() => 0));
  values.forEach((value, row) => {
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    const classIndex = sample.targets[row] ?? 0;
    const own = elementAt(counts, bin);
    own[classIndex] = (own[classIndex] ?? 0) + 1;
  });
  return { low, high, counts, highest: Math.max(1, ...counts.flat()) };
}
