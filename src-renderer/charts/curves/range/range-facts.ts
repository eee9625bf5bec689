import { at as elementAt } from '../../../../src-shared/present';
import type { Range } from '../../../values/range';
import { firstFrom } from '../pixels/min-max';
import type { PreparedCurve } from '../prepare';
import { indexAfter } from '../view';

/** One curve within a span of x. */
export interface RangeFacts {
  readonly curve: PreparedCurve;
  /** Values of the curve in it, as drawn; gaps are no values. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Last value less the first. */
  readonly change: number;
  /** The change as a share of the first value's size; null where that is 0. */
  readonly share: number | null;
}

/**
 * What each curve does from one x to another, the ends with it: of the values that are drawn, thus of the
 * smoothed ones where it is smoothed. Curves without a value there are left out.
 */
export function rangeFacts(curves: readonly PreparedCurve[], [from, to]: Range): RangeFacts[] {
  return curves.flatMap((curve): RangeFacts[] => {
    const { x, line } = curve;
    const start = firstFrom(x, from);
    const end = indexAfter(x, to, start);
    let count = 0;
    let sum = 0;
    let first = NaN;
    let last = NaN;
    for (let i = start; i < end; i++) {
      const value = elementAt(line.values, i);
      if (Number.isNaN(value)) continue;
      if (count === 0) first = value;
      last = value;
      sum += value;
      count++;
    }
    if (count === 0) return [];
    line.find(start, end);
    const change = last - first;
    const share = first === 0 ? null : change / Math.abs(first);
    return [{ curve, count, min: line.low, max: line.high, mean: sum / count, change, share }];
  });
}
