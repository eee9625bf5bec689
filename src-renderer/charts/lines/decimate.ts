/** A point of a line; `y` NaN is a gap. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** Lines up to this long are drawn point by point. */
export const DECIMATE_ABOVE = 2000;

/**
 * A series as points to draw: everything up to {@link DECIMATE_ABOVE}, otherwise the first, lowest,
 * highest and last value of each of `buckets` equal spans of x, so that no peak is lost. Values
 * that the axis cannot show (non-finite, or not positive on a logarithmic one) become gaps.
 *
 * chart.js has a decimation plugin, but it needs an object for every point and replaces `data` by
 * its own thinned copy, which then cannot be appended to.
 * @param x ascending
 */
export function linePoints(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { readonly buckets: number; readonly positiveOnly: boolean },
): LinePoint[] {
  const count = Math.min(x.length, y.length);
  const shown = (i: number): number => {
    const value = y[i]!;
    return Number.isFinite(value) && (!options.positiveOnly || value > 0) ? value : NaN;
  };
  if (count <= DECIMATE_ABOVE) {
    return Array.from({ length: count }, (_, i) => ({ x: x[i]!, y: shown(i) }));
  }

  const points: LinePoint[] = [];
  const from = x[0]!;
  const width = (x[count - 1]! - from) / Math.max(1, options.buckets) || 1;
  const keep = (indices: readonly number[]): void => {
    let before = -1;
    for (const i of indices) {
      if (i !== before) points.push({ x: x[i]!, y: shown(i) });
      before = i;
    }
  };
  let start = 0;
  while (start < count) {
    const edge = from + (Math.floor((x[start]! - from) / width) + 1) * width;
    let low = -1;
    let high = -1;
    let gap = -1;
    let end = start;
    do {
      const value = shown(end);
      if (Number.isNaN(value)) gap = end;
      else {
        if (low === -1 || value < y[low]!) low = end;
        if (high === -1 || value > y[high]!) high = end;
      }
      end++;
    } while (end < count && x[end]! < edge);
    const chosen = [start, low, high, gap, end - 1].filter((i) => i >= 0);
    keep(chosen.sort((a, b) => a - b));
    start = end;
  }
  return points;
}

/** Smallest and largest drawable value over several series; null when there is none. */
export function valueRange(
  series: readonly ArrayLike<number>[],
  positiveOnly: boolean,
): readonly [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value) || (positiveOnly && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * A series cut where another column changes (the restarts of k-means): a gap is put before the
 * first value of each part.
 */
export function cutWhere(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  part: ArrayLike<number>,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const cuts: number[] = [];
  for (let i = 1; i < x.length; i++) if (part[i] !== part[i - 1]) cuts.push(i);
  const cutX = new Float64Array(x.length + cuts.length);
  const cutY = new Float64Array(x.length + cuts.length);
  let next = 0;
  for (let i = 0, to = 0; i < x.length; i++, to++) {
    if (cuts[next] === i) {
      cutX[to] = x[i - 1]!;
      cutY[to] = NaN;
      to++;
      next++;
    }
    cutX[to] = x[i]!;
    cutY[to] = y[i]!;
  }
  return { x: cutX, y: cutY };
}
