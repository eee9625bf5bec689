import { evenStep } from './pixels/line-columns';
import { MinMax } from './pixels/min-max';
import { smoothed } from './smooth';
import type { CurveSource } from '../../values/curve-source';

export interface PrepareOptions {
  /** 0 to 0.99 */
  readonly smoothing: number;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** A curve ready to be drawn at any zoom. */
export interface PreparedCurve extends Omit<CurveSource, 'y'> {
  readonly xStep: number | null;
  /** Values to draw; NaN where the axis cannot show them. */
  readonly line: MinMax;
  /** Logged values, where they are not those to draw; else null. */
  readonly raw: MinMax | null;
}

/** Values that an axis can show: of a logarithmic one only those above 0. */
function drawable(values: Float64Array, isLog: boolean): Float64Array {
  const isShown = (value: number): boolean => Number.isFinite(value) && (!isLog || value > 0);
  return values.every(isShown) ? values : values.map((value) => (isShown(value) ? value : NaN));
}

/** Smooths, then notes lows and highs: about 4 ms for 100,000 points. */
export function prepareCurve({ y, ...source }: CurveSource, options: PrepareOptions): PreparedCurve {
  const { smoothing, logX, logY } = options;
  let from = 0;
  if (logX) while (from < source.x.length && !(source.x[from]! > 0)) from++;
  const line = smoothed(y, smoothing);
  const part = (values: Float64Array): MinMax => new MinMax(drawable(values.subarray(from), logY));
  const x = source.x.subarray(from);
  const { points } = source;
  return {
    ...source,
    x,
    ...(points === undefined || from === 0
      ? {}
      : {
          points: {
            ...points,
            step: points.step.subarray(from),
            elapsedMs: points.elapsedMs.subarray(from),
          },
        }),
    xStep: evenStep(x),
    line: part(line),
    raw: line === y ? null : part(y),
  };
}

const SLICE_MS = 12;

/**
 * Prepares many curves, in slices that leave the page its frames. Curves whose values and options are those
 * of an earlier call are taken from `known`, which holds this call's ones afterwards.
 * @returns null where `isCurrent` came to say no
 */
export async function prepareCurves(
  sources: readonly CurveSource[],
  options: PrepareOptions,
  known: Map<string, { readonly source: CurveSource; readonly key: string; readonly curve: PreparedCurve }>,
  isCurrent: () => boolean = () => true,
): Promise<readonly PreparedCurve[] | null> {
  const key = JSON.stringify(options);
  const curves: PreparedCurve[] = [];
  let began = performance.now();
  for (const source of sources) {
    const last = known.get(source.id);
    const isSame = last?.key === key && last.source.x === source.x && last.source.y === source.y;
    // Name and colour may have changed all the same.
    const { label, colour } = source;
    const curve = isSame ? { ...last.curve, label, colour } : prepareCurve(source, options);
    known.set(source.id, { source, key, curve });
    curves.push(curve);
    if (performance.now() - began < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!isCurrent()) return null;
    began = performance.now();
  }
  const ids = new Set(sources.map(({ id }) => id));
  for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
  return isCurrent() ? curves : null;
}
