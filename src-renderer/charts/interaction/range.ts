import type { Range } from '../../values/range';

/**
 * A range `factor` times as wide around the value that lies at `share` of it on the screen.
 * @param isLog whether its axis is logarithmic
 */
export function zoomRange(range: Range, isLog: boolean, share: number, factor: number): Range {
  const [low, high] = isLog ? [Math.log(range[0]), Math.log(range[1])] : range;
  const at = low + share * (high - low);
  const ends = [at - (at - low) * factor, at + (high - at) * factor] as const;
  return isLog ? [Math.exp(ends[0]), Math.exp(ends[1])] : ends;
}

/** A range moved by `share` of its width on the screen. */
export function panRange(range: Range, isLog: boolean, share: number): Range {
  const [low, high] = isLog ? [Math.log(range[0]), Math.log(range[1])] : range;
  const by = share * (high - low);
  return isLog ? [Math.exp(low + by), Math.exp(high + by)] : [low + by, high + by];
}

/** A value, or the end of the range that is nearest to it. */
export function clampTo(range: Range, value: number): number {
  return Math.min(range[1], Math.max(range[0], value));
}
