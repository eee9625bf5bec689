import type { MetricColumns } from '../../run/live/frames';
import { thinMetrics } from '../../run/live/thin-rows';
import { measuredOn, measurePhrase, toTrainingMetric } from '../../run/figures/metric-labels';
import { html, name, type Html } from '../html/html';
import { extent, linearScale, logScale, type Scale } from './scale';
import { line, linePath, pictureFigure, plot, type LegendEntry } from './plot';

/** A curve of one run: `hue` is its colour, 1 to 8; validation is dashed. */
export interface Curve {
  readonly label: string;
  readonly hue: number;
  readonly step: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly isValidation: boolean;
}

/** Points that are drawn of a curve at most; thinned with its peaks. */
const MOST_POINTS = 900;

/** Measures that a run logged, of training and of validation rows alike; iterations counted by themselves show nothing. */
export function measures(metrics: MetricColumns): readonly string[] {
  return [...new Set(Object.keys(metrics.series).map(toTrainingMetric))].filter(
    (measure) => measure !== 'nIter',
  );
}

/** Curves of a measure of one run: of the training and of the validation rows. */
export function curvesOf(metrics: MetricColumns, measure: string, hue: number): Curve[] {
  const found = Object.entries(metrics.series).filter(([key]) => toTrainingMetric(key) === measure);
  return found.map(([key, series]): Curve => {
    const own = { step: metrics.step, elapsedMs: metrics.elapsedMs, series: { [key]: series } };
    const thin = thinMetrics(own, MOST_POINTS);
    return {
      label: rowsLabel(measuredOn(key), key),
      hue,
      step: thin.step,
      values: thin.series[key] ?? [],
      isValidation: measuredOn(key) === 'validation',
    };
  });
}

function rowsLabel(rows: ReturnType<typeof measuredOn>, metric: string): string {
  if (rows === null) return measurePhrase(metric);
  return rows === 'validation' ? 'Validation rows' : 'Training rows';
}

/** The y axis that shows the most of some curves: logarithmic where they span more than two decades. */
export function curveScale(curves: readonly Pick<Curve, 'values'>[]): Scale | null {
  const all = function* (): Iterable<number> {
    for (const { values } of curves) for (let i = 0; i < values.length; i++) yield values[i]!;
  };
  const range = extent(all());
  if (range === null) return null;
  return range.low > 0 && range.high / range.low > 100
    ? logScale(range.low, range.high)
    : linearScale(range.low, range.high);
}

/** Learning curves on one pair of axes; null where nothing of them can be drawn. */
export function curvesPicture(
  curves: readonly Curve[],
  { measure, steps, title, caption }: { measure: string; steps: string; title: string; caption: string },
): Html | null {
  const y = curveScale(curves);
  const last = curves.reduce((most, { step }) => Math.max(most, step[step.length - 1] ?? 0), 0);
  const first = curves.reduce((least, { step }) => Math.min(least, step[0] ?? 0), last);
  if (y === null || !(last > first)) return null;
  const picture = plot({
    x: linearScale(first, last, { isTight: true, count: 6 }),
    y,
    xLabel: steps,
    yLabel: measure,
    title,
    marks: (at) =>
      html`${curves.map((curve) => line(linePath(curve.step, curve.values, at, y.isLog), classesOf(curve), curve.label))}`,
  });
  const entries = curves.map((curve): LegendEntry => ({
    classes: classesOf(curve),
    text: name(curve.label),
    mark: 'line',
  }));
  const scale = y.isLog ? ' The y axis is logarithmic.' : '';
  // One line needs no legend.
  return pictureFigure(picture, html`${name(caption)}${scale}`, entries.length === 1 ? [] : entries);
}

function classesOf({ hue, isValidation }: Pick<Curve, 'hue' | 'isValidation'>): string {
  return `hue-${hue}${isValidation ? ' dashed' : ''}`;
}
