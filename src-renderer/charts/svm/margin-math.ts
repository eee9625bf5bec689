import type { PointSample, SvmFrame } from '../../../src-shared/run/live/frames';
import { formatNumber } from '../../text/format';

/** A straight line on the plane, as two far points; null where the direction is not known yet. */
export type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/**
 * The points where coef · x + intercept = level, on a plane of two features, reaching `reach` to
 * both sides of the point nearest to `near`.
 */
export function levelLine(
  coef: ArrayLike<number>,
  intercept: number,
  level: number,
  center: readonly [number, number],
  length: number,
): Segment | null {
  const a = coef[0] ?? 0;
  const b = coef[1] ?? 0;
  const squared = a * a + b * b;
  if (!(squared > 0) || !Number.isFinite(squared) || !Number.isFinite(intercept)) return null;
  const off = (a * center[0] + b * center[1] + intercept - level) / squared;
  const x = center[0] - a * off;
  const y = center[1] - b * off;
  const norm = Math.sqrt(squared);
  const dx = (-b / norm) * length;
  const dy = (a / norm) * length;
  return [x - dx, y - dy, x + dx, y + dy];
}

/** coef · x + intercept for one row of a sample. */
export function computeDecision(
  frame: Pick<SvmFrame, 'coef' | 'intercept'>,
  sample: PointSample,
  row: number,
): number {
  const width = sample.features.length;
  let value = frame.intercept;
  for (let j = 0; j < width; j++) value += (frame.coef[j] ?? 0) * (sample.values[row * width + j] ?? 0);
  return value;
}

/** Distance between the two margins, 2 / |coef|. */
export function marginWidth(coef: ArrayLike<number>): number {
  let squared = 0;
  for (let j = 0; j < coef.length; j++) squared += coef[j]! * coef[j]!;
  return squared > 0 ? 2 / Math.sqrt(squared) : Infinity;
}

/** A logit with its sign: `+3.28`, `−0.289`. */
export function signedNumber(value: number, digits = 3): string {
  return value > 0 ? `+${formatNumber(value, digits)}` : formatNumber(value, digits);
}
