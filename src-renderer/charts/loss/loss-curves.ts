import type { CurvesInput } from '../curves/draw-curves';
import type { CurveMark } from '../curves/marks';
import { prepareCurve, type PreparedCurve } from '../curves/prepare';
import type { Range } from '../../values/range';

/** One line of the chart of a run. */
export interface LossSeries {
  readonly id: string;
  readonly label: string;
  /** A CSS colour, or a token as `var(--run-1)`. */
  readonly colour: string;
  /** Validation is dashed in the hue of its training line. */
  readonly dashed?: boolean;
  /** Drawn thin and pale: what led here. */
  readonly pale?: boolean;
  /** Ascending: steps, or milliseconds. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface LossOptions {
  readonly series: readonly LossSeries[];
  readonly hidden: ReadonlySet<string>;
  readonly scale: 'linear' | 'log';
  readonly titles: { readonly x: string; readonly y: string };
  /** Right end of x while training, so that the line grows into a fixed frame; null: the data's. */
  readonly xMax: number | null;
  /** A range of x that the person zoomed into. */
  readonly zoom: Range | null;
  readonly marks: readonly CurveMark[];
  /** Weight of the moving average, 0 to 0.99; left out: none. */
  readonly smoothing?: number;
  /** Values at which a level line is drawn. */
  readonly references?: readonly number[];
}

/** Curves of a run, with their axes, for the window and for a file. */
export function lossCurves(options: LossOptions): CurvesInput {
  const { series, hidden, scale, titles, marks, smoothing = 0, references = [] } = options;
  const logY = scale === 'log';
  return {
    curves: series.filter(({ id }) => !hidden.has(id)).map((one) => prepareSeries(one, logY, smoothing)),
    hovered: null,
    zoom: { x: xSpan(options), y: null },
    logX: false,
    logY,
    ignoreOutliers: false,
    isWall: false,
    isCounted: true,
    titles,
    marks,
    references,
  };
}

/** The x axis' range: the zoom, or from 0 (steps start there) to the end of the run. */
export function xSpan({ series, xMax, zoom }: Pick<LossOptions, 'series' | 'xMax' | 'zoom'>): Range {
  if (zoom !== null) return zoom;
  let last = xMax ?? 0;
  for (const { x } of series) last = Math.max(last, x[x.length - 1] ?? 0);
  return [0, last > 0 ? last : 1];
}

/**
 * Prepared lines by the array of their values: a change of colour or of what is hidden prepares nothing
 * again.
 */
const prepared = new WeakMap<
  ArrayLike<number>,
  { readonly x: ArrayLike<number>; readonly key: string; readonly curve: PreparedCurve }
>();

function prepareSeries(
  { id, label, colour, dashed = false, pale = false, x, y }: LossSeries,
  logY: boolean,
  smoothing: number,
): PreparedCurve {
  const style = { id, runId: id, label, colour, dashed, pale };
  const known = prepared.get(y);
  const key = `${logY} ${smoothing}`;
  if (known?.x === x && known.key === key) return { ...known.curve, ...style };
  const source = { ...style, x: toNumbers(x), y: toNumbers(y) };
  const curve = prepareCurve(source, { smoothing, logX: false, logY });
  prepared.set(y, { x, key, curve });
  return curve;
}

function toNumbers(values: ArrayLike<number>): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}
