import { at as elementAt } from '../../../src-shared/present';
import type { PreparedCurve } from './prepare';
import { nearestIndex } from '../../values/nearest';
import type { Axis } from '../lines/axis';

/** One curve at the cursor. */
export interface CurveReading {
  readonly curve: PreparedCurve;
  /** x of the logged point nearest to the cursor. */
  readonly x: number;
  /** Value of the curve as it is drawn. */
  readonly value: number;
  /** Value as it was logged, where the curve is drawn smoothed; else null. */
  readonly raw: number | null;
  /** When the point was logged; left out where only x is known. */
  readonly point?: { readonly step: number; readonly epoch: number; readonly elapsedMs: number };
}

/** How the values at the cursor are ordered: from the largest down, or from the pointer away. */
export type ReadingOrder = 'value' | 'distance';

/** Every curve's logged point nearest to `at`; curves that end before or begin after it have none. */
export function readingsAt(curves: readonly PreparedCurve[], at: number): CurveReading[] {
  return curves.flatMap((curve): CurveReading[] => {
    const { x, line, raw } = curve;
    if (x.length === 0) return [];
    const index = nearestIndex(x, at);
    const [first, last] = [elementAt(x, 0), elementAt(x, -1)];
    const gap = x.length > 1 ? (last - first) / (x.length - 1) : Infinity;
    if (at < first - gap || at > last + gap) return [];
    return [
      {
        curve,
        x: elementAt(x, index),
        value: elementAt(line.values, index),
        raw: raw?.values[index] ?? null,
        ...pointAt(curve, index),
      },
    ];
  });
}

function pointAt({ points }: PreparedCurve, index: number): Pick<CurveReading, 'point'> {
  if (points === undefined) return {};
  const step = elementAt(points.step, index);
  const elapsedMs = elementAt(points.elapsedMs, index);
  return { point: { step, epoch: step / points.stepsPerEpoch, elapsedMs } };
}

/** Largest distance from the pointer to a curve at which the curve is picked, in CSS pixels. */
const HIT_RADIUS_PX = 14;

/** The reading whose curve passes nearest to the pointer, within reach. */
export function nearestCurve(
  readings: readonly CurveReading[],
  pointer: { readonly x: number; readonly y: number },
  axes: { readonly x: Axis; readonly y: Axis },
): CurveReading | null {
  let nearest: CurveReading | null = null;
  let closest = HIT_RADIUS_PX;
  for (const reading of readings) {
    const away = Math.abs(heightAt(reading.curve, pointer.x, axes) - pointer.y);
    if (away < closest) [nearest, closest] = [reading, away];
  }
  return nearest;
}

/** Height of a curve at a pixel of x, interpolated linearly between its points; NaN in gaps and outside. */
function heightAt({ x: xs, line }: PreparedCurve, pixel: number, { x, y }: { x: Axis; y: Axis }): number {
  const nearest = nearestIndex(xs, x.from(pixel));
  const left = x.to(elementAt(xs, nearest));
  const other = left > pixel ? nearest - 1 : nearest + 1;
  const [from, to] = [y.to(elementAt(line.values, nearest)), y.to(line.values[other] ?? NaN)];
  const right = x.to(xs[other] ?? NaN);
  if (!(Math.abs(right - left) > 0) || Number.isNaN(to)) return from;
  return from + ((to - from) * (pixel - left)) / (right - left);
}

/**
 * The readings that a small table has room for: those nearest to the pointer.
 * @param order of the rows; without a pointer there is no distance, and values count
 */
export function tableRows(
  readings: readonly CurveReading[],
  pointerY: number | null,
  y: Axis,
  limit: number,
  order: ReadingOrder = 'value',
): { readonly rows: readonly CurveReading[]; readonly more: number } {
  const shown = readings.filter(({ value }) => !Number.isNaN(value));
  const away = ({ value }: CurveReading): number => Math.abs(y.to(value) - (pointerY ?? 0));
  const nearest = pointerY === null ? shown : [...shown].sort((a, b) => away(a) - away(b));
  const few = nearest.slice(0, limit);
  const rows = order === 'distance' && pointerY !== null ? few : few.sort((a, b) => b.value - a.value);
  return { rows, more: readings.length - rows.length };
}
