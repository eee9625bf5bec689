import { INTERCEPT, type Coefficient } from '../../../src-shared/models/contract/coefficients';
import { formatTick, linearTicks } from '../stage/ticks';
import { clipText, tickCount } from '../stage/plane';
import type { Stage } from '../stage/stage';
import type { Figure } from '../figure/figure';
import type { FigureHeading } from '../../text/figure-heading';

/** Coefficients of one equation. */
export interface CoefficientSeries {
  /** Class or target whose equation it is; empty where there is only one. */
  readonly name: string;
  readonly coefficients: readonly Coefficient[];
}

/** Coefficients by feature as they are drawn. */
export interface CoefficientInput {
  readonly series: readonly CoefficientSeries[];
  /** [features]: what a feature's coefficients are multiplied with: its standard deviation, or 1. */
  readonly scale: readonly number[];
  /** Unit of the numbers: "change of y per standard deviation". */
  readonly unit: string;
}

interface DrawnFeature {
  readonly name: string;
  /** [series] */
  readonly values: readonly { readonly estimate: number; readonly ends: readonly [number, number] | null }[];
}

/** Features in a picture, at most. */
const MAX_DRAWN = 24;
const ROW_LIMIT = 34;
const BOTTOM = 40;
const TOP = 10;
const NAME_ROOM = 150;

/** The features with the largest coefficients, largest first; aliased ones and the intercept are left out. */
export function drawnFeatures({ series, scale }: CoefficientInput): DrawnFeature[] {
  const first = series[0]?.coefficients ?? [];
  const features = first.flatMap(({ feature, aliased }, index): DrawnFeature[] => {
    if (feature === null || aliased !== null) return [];
    const factor = scale[index - 1] ?? 1;
    const values = series.map(({ coefficients }) => {
      const { estimate = 0, lower = null, upper = null } = coefficients[index] ?? {};
      const ends = lower === null || upper === null ? null : ([lower * factor, upper * factor] as const);
      return { estimate: estimate * factor, ends };
    });
    return [{ name: feature, values }];
  });
  const size = ({ values }: DrawnFeature): number =>
    Math.max(...values.map(({ estimate }) => Math.abs(estimate)));
  return features.sort((a, b) => size(b) - size(a)).slice(0, MAX_DRAWN);
}

/** Estimates as points with their intervals as lines, a row a feature, around zero. */
export function drawCoefficients(stage: Stage, input: CoefficientInput): void {
  const { context, width, height, tokens } = stage;
  const features = drawnFeatures(input);
  const numbers = features.flatMap(({ values }) =>
    values.flatMap(({ estimate, ends }) => [estimate, ...(ends ?? [])]),
  );
  const low = Math.min(0, ...numbers);
  const high = Math.max(0, ...numbers);
  const room = 0.06 * (high - low || 1);
  const range = [low - room, high + room] as const;
  const left = Math.min(NAME_ROOM, width * 0.36);
  const right = width - 16;
  const bottom = height - BOTTOM;
  const toX = (value: number): number => left + ((value - range[0]) / (range[1] - range[0])) * (right - left);
  context.font = `11px ${tokens.fontNumber}`;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  context.lineWidth = 1;
  for (const tick of linearTicks(range, tickCount(right - left, 90))) {
    context.strokeStyle = tick === 0 ? tokens.axis : tokens.grid;
    context.beginPath();
    context.moveTo(toX(tick), TOP);
    context.lineTo(toX(tick), bottom);
    context.stroke();
    context.fillStyle = tokens.text2;
    context.fillText(formatTick(tick), toX(tick), bottom + 5);
  }
  context.font = `11px ${tokens.fontUi}`;
  context.fillText(clipText(context, input.unit, right - left), (left + right) / 2, bottom + 22);
  const step = Math.min(ROW_LIMIT, (bottom - TOP) / Math.max(1, features.length));
  context.textBaseline = 'middle';
  features.forEach(({ name, values }, row) => {
    const y = TOP + (row + 0.5) * step;
    context.textAlign = 'right';
    context.fillStyle = tokens.text;
    context.font = `12px ${tokens.fontUi}`;
    context.fillText(clipText(context, name, left - 14), left - 8, y);
    values.forEach(({ estimate, ends }, k) => {
      const at = y + ((k + 0.5) / values.length - 0.5) * step * 0.7;
      context.strokeStyle = context.fillStyle = tokens.palette[k % tokens.palette.length] ?? tokens.accent;
      context.lineWidth = 2;
      if (ends !== null) {
        context.beginPath();
        context.moveTo(toX(ends[0]), at);
        context.lineTo(toX(ends[1]), at);
        context.stroke();
      }
      context.beginPath();
      context.arc(toX(estimate), at, 3.5, 0, 2 * Math.PI);
      context.fill();
    });
  });
}

/** The picture as a figure; its table is the whole coefficient table in raw units. */
export function coefficientFigure(heading: FigureHeading, input: CoefficientInput): Figure {
  const { series } = input;
  return {
    ...heading,
    legend:
      series.length < 2
        ? []
        : series.map(({ name }, k) => ({ label: name, colour: `var(--run-${(k % 8) + 1})` })),
    draw: (stage) => {
      drawCoefficients(stage, input);
    },
    table: () => coefficientRows(series),
  };
}

/** The coefficient tables of all equations below one another, in raw units. */
function coefficientRows(series: readonly CoefficientSeries[]): {
  columns: string[];
  rows: (string | number | null)[][];
} {
  const isMany = series.length > 1;
  return {
    columns: [
      ...(isMany ? ['equation'] : []),
      'feature',
      'coefficient',
      'standardError',
      'statistic',
      'pValue',
      'lower',
      'upper',
      'note',
    ],
    rows: series.flatMap(({ name, coefficients }) =>
      coefficients.map((one) => [
        ...(isMany ? [name] : []),
        one.feature ?? INTERCEPT,
        one.estimate,
        one.standardError,
        one.statistic,
        one.pValue,
        one.lower,
        one.upper,
        one.aliased,
      ]),
    ),
  };
}
