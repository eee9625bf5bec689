import { at as elementAt } from '../../../src-shared/present';
import { closeLogTicks, linearAxis, linearTicks, logAxis, logTicks } from '../stage/ticks';
import { firstFrom } from './pixels/min-max';
import type { PreparedCurve } from './prepare';
import type { Zoom } from '../../values/zoom';
import { padRange, type Range } from '../../values/range';

export interface ViewOptions {
  readonly zoom: Zoom;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly ignoreOutliers: boolean;
  /** Values that have a level line: the y axis reaches to them. */
  readonly references?: readonly number[];
}

/** Rule of "ignore outliers", in text and numbers: the y axis shows these quantiles of what is drawn. */
const OUTLIER_QUANTILES = [0.05, 0.95] as const;
/** Values of each curve that the quantiles are found from, evenly spread. */
const QUANTILE_VALUES = 400;

/** From the first to the last x of all curves; linear steps start at 0 where they come near it. */
export function xRange(curves: readonly PreparedCurve[], { zoom, logX }: ViewOptions): Range {
  if (zoom.x !== null) return zoom.x;
  let low = Infinity;
  let high = -Infinity;
  for (const { x } of curves) {
    if (x.length === 0) continue;
    low = Math.min(low, elementAt(x, 0));
    high = Math.max(high, elementAt(x, -1));
  }
  if (!(low <= high)) return logX ? [1, 10] : [0, 1];
  if (logX) return low < high ? [low, high] : [low / 2, high * 2];
  if (low > 0 && low < 0.1 * high) low = 0;
  return low < high ? [low, high] : padRange([low, high], 0.05);
}

/** Range of the values inside x, all or without outliers, with about `count` ticks. */
export function yAxis(
  curves: readonly PreparedCurve[],
  x: Range,
  { zoom, logY, ignoreOutliers, references = [] }: ViewOptions,
  count: number,
): { readonly range: Range; readonly ticks: readonly number[] } {
  if (zoom.y !== null)
    return { range: zoom.y, ticks: logY ? zoomedLogTicks(zoom.y, count) : linearTicks(zoom.y, count) };
  const span = ignoreOutliers ? innerRange(curves, x) : fullRange(curves, x);
  const shown = references.filter((value) => !logY || value > 0);
  const [low, high] = [Math.min(span?.[0] ?? 0.1, ...shown), Math.max(span?.[1] ?? 1, ...shown)];
  const found = (logY ? logAxis : linearAxis)(low, high, count);
  return { range: [found.min, found.max], ticks: found.ticks };
}

export function zoomedLogTicks(range: Range, count: number): readonly number[] {
  return range[1] < 30 * range[0] ? closeLogTicks(range, count) : logTicks(range, count);
}

function fullRange(curves: readonly PreparedCurve[], [from, to]: Range): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { x, line } of curves) {
    const start = firstFrom(x, from);
    line.find(start, indexAfter(x, to, start));
    low = Math.min(low, line.low);
    high = Math.max(high, line.high);
  }
  return low <= high ? [low, high] : null;
}

function innerRange(curves: readonly PreparedCurve[], [from, to]: Range): Range | null {
  const values: number[] = [];
  for (const { x, line } of curves) {
    const start = firstFrom(x, from);
    const end = indexAfter(x, to, start);
    const every = Math.max(1, (end - start) / QUANTILE_VALUES);
    for (let at = start; at < end; at += every) {
      const value = elementAt(line.values, Math.floor(at));
      if (!Number.isNaN(value)) values.push(value);
    }
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const quantile = (share: number): number => elementAt(values, Math.round(share * (values.length - 1)));
  return [quantile(OUTLIER_QUANTILES[0]), quantile(OUTLIER_QUANTILES[1])];
}

/** First index whose x is above `to`. */
export function indexAfter(x: ArrayLike<number>, to: number, from = 0): number {
  const index = firstFrom(x, to, from);
  let end = index;
  while (end < x.length && x[end] === to) end++;
  return end;
}
