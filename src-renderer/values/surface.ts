import type { Surface } from '../../src-shared/run/live/frames';
import type { Range } from './range';

/** The output at a point of a surface, bilinear between grid values; NaN outside the grid. */
export function surfaceAt({ x1, x2, values }: Surface, at1: number, at2: number): number {
  const column = locate(x1, at1);
  const row = locate(x2, at2);
  if (column === null || row === null) return NaN;
  const width = x1.length;
  const value = (i: number, j: number): number =>
    values[Math.min(i, x2.length - 1) * width + Math.min(j, width - 1)] ?? NaN;
  const top = blend(value(row.index, column.index), value(row.index, column.index + 1), column.share);
  if (row.share === 0) return top;
  const below = blend(
    value(row.index + 1, column.index),
    value(row.index + 1, column.index + 1),
    column.share,
  );
  return blend(top, below, row.share);
}

function locate(axis: Float64Array, at: number): { index: number; share: number } | null {
  const first = axis[0] ?? NaN;
  const last = axis[axis.length - 1] ?? NaN;
  if (!(at >= first && at <= last)) return null;
  if (axis.length < 2 || last === first) return { index: 0, share: 0 };
  const position = ((at - first) / (last - first)) * (axis.length - 1);
  const index = Math.min(axis.length - 2, Math.floor(position));
  return { index, share: position - index };
}

function blend(from: number, to: number, share: number): number {
  return share === 0 ? from : from + (to - from) * share;
}

/** The domain of a network's output: fixed for a sigmoid, otherwise what the surface holds. */
export function outputDomain(surface: Surface, activation: string): Range {
  if (activation === 'sigmoid') return [0, 1];
  if (activation === 'tanh') return [-1, 1];
  let low = Infinity;
  let high = -Infinity;
  for (const value of surface.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}
