import type { Range } from '../../values/range';

/** An axis as numbers to pixels and back; logarithmic or linear. */
export interface Axis {
  readonly range: Range;
  readonly isLog: boolean;
  /** A value (its logarithm on a logarithmic axis) is at pixel `start + (value - low) * scale`. */
  readonly start: number;
  readonly low: number;
  readonly scale: number;
  readonly to: (value: number) => number;
  readonly from: (pixel: number) => number;
}

/**
 * An axis over a range of values between two pixels.
 * @param start pixel of the range's lower end
 * @param end pixel of its upper end
 */
export function axis(range: Range, isLog: boolean, start: number, end: number): Axis {
  const transform = isLog ? Math.log : (value: number) => value;
  const back = isLog ? Math.exp : (value: number) => value;
  const low = transform(range[0]);
  const span = transform(range[1]) - low || 1;
  const scale = (end - start) / span;
  return {
    range,
    isLog,
    start,
    low,
    scale,
    to: (value) => start + (transform(value) - low) * scale,
    from: (pixel) => back(low + (pixel - start) / scale),
  };
}
