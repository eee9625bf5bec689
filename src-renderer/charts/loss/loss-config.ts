import type { Tick } from 'chart.js';
import { linePoints, valueRange } from '../lines/decimate';
import type { ChartTokens } from '../stage/theme';
import { tickCount } from '../stage/plane';
import { formatTick, linearAxis, linearTicks, logAxis, niceStep } from '../stage/ticks';
import type { Range } from '../../values/range';
import type { LossConfiguration, LossDataset } from '../lines/line-config';

/** One line of a {@link LossOptions} chart. */
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

/** Something that happened at one x. */
export interface CurveMark {
  readonly x: number;
  /** Written at its line. */
  readonly label: string;
  /** For its title, and for those who cannot see it. */
  readonly words: string;
}

export interface LossOptions {
  /** Colours already resolved to what a canvas takes. */
  readonly series: readonly LossSeries[];
  readonly hidden: ReadonlySet<string>;
  readonly scale: 'linear' | 'log';
  readonly xTitle: string;
  readonly yTitle: string;
  /** Right end of x while training, so that the line grows into a fixed frame; null: the data's. */
  readonly xMax: number | null;
  /** A range of x that the person zoomed into. */
  readonly zoom: Range | null;
  readonly width: number;
  readonly height: number;
  readonly tokens: ChartTokens;
}

/** Room that chart.js' axes take from width and height, roughly: for the number of ticks only. */
const AXIS_ROOM = 60;

/** The whole configuration of a curve chart for the data as it is now. */
export function lossConfig(options: LossOptions): LossConfiguration {
  const { scale, tokens } = options;
  const isLog = scale === 'log';
  const shown = options.series.filter((series) => !options.hidden.has(series.id));
  const x = xSpan(options);
  const yRange = valueRange(
    shown.map((series) => inside(series, options.zoom)),
    isLog,
  );
  const yTicks = tickCount(options.height - AXIS_ROOM, 44);
  const axis = isLog ? logAxis : linearAxis;
  const y = yRange === null ? axis(0.1, 1, yTicks) : axis(yRange[0], yRange[1], yTicks);
  const font = { family: tokens.fontUi, size: 11 };
  const title = (text: string) => ({
    display: text !== '',
    text,
    color: tokens.text2,
    font,
    padding: { top: 2, bottom: 0 },
  });
  const ticks = { color: tokens.axis, font, maxRotation: 0, autoSkip: false };

  return {
    type: 'line',
    data: { datasets: options.series.map((series) => dataset(series, options)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [],
      layout: { padding: { top: 8, right: 22, bottom: 4, left: 4 } },
      elements: { point: { radius: 0 } },
      scales: {
        x: {
          type: 'linear',
          min: x[0],
          max: x[1],
          title: title(options.xTitle),
          border: { color: tokens.grid },
          grid: { display: false },
          ticks: { ...ticks, callback: (value) => formatTick(Number(value)) },
          afterBuildTicks: (built) => {
            built.ticks = asTicks(linearTicks([x[0], x[1]], xTickCount(options.width, x)));
          },
        },
        y: {
          type: isLog ? 'logarithmic' : 'linear',
          min: y.min,
          max: y.max,
          title: title(options.yTitle),
          border: { display: false },
          grid: { color: tokens.grid, drawTicks: false },
          ticks: { ...ticks, padding: 8, callback: (value) => formatTick(Number(value)) },
          afterBuildTicks: (built) => {
            built.ticks = asTicks(y.ticks);
          },
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  };
}

/** The x axis' range: the zoom, or from 0 (steps start there) to the end of the run. */
export function xSpan(options: Pick<LossOptions, 'series' | 'xMax' | 'zoom'>): Range {
  if (options.zoom !== null) return options.zoom;
  let last = options.xMax ?? 0;
  for (const { x } of options.series) last = Math.max(last, x[x.length - 1] ?? 0);
  return [0, last > 0 ? last : 1];
}

function xTickCount(width: number, span: Range): number {
  const count = tickCount(width - AXIS_ROOM, 90);
  // Steps are whole: no ticks between 1 and 2.
  const whole = Math.max(2, Math.floor(span[1] - span[0]));
  return span[1] - span[0] >= 2 && niceStep(span[1] - span[0], count) < 1 ? Math.min(count, whole) : count;
}

function asTicks(values: readonly number[]): Tick[] {
  return values.map((value) => ({ value }));
}

/** The values of a series that lie in the zoomed range. */
function inside(series: LossSeries, zoom: Range | null): ArrayLike<number> {
  if (zoom === null) return series.y;
  const values: number[] = [];
  for (let i = 0; i < series.x.length; i++) {
    if (series.x[i]! >= zoom[0] && series.x[i]! <= zoom[1]) values.push(series.y[i]!);
  }
  return values;
}

function dataset(series: LossSeries, options: LossOptions): LossDataset {
  return {
    seriesId: series.id,
    label: series.label,
    data: linePoints(series.x, series.y, {
      buckets: bucketCount(series, options),
      positiveOnly: options.scale === 'log',
    }),
    hidden: options.hidden.has(series.id),
    borderColor: series.pale === true ? pale(series.colour) : series.colour,
    borderWidth: series.pale === true ? 1.25 : 1.75,
    borderDash: series.dashed === true ? [5, 4] : [],
    borderJoinStyle: 'round',
    // A single value is no line yet.
    pointRadius: series.x.length === 1 ? 2.5 : 0,
    pointBackgroundColor: series.colour,
    spanGaps: false,
  };
}

/** A colour as `#rrggbb` at half its strength; any other as it is. */
function pale(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}80` : colour;
}

/** One bucket a pixel; more of them while zoomed in, for the part that is seen. */
function bucketCount(series: LossSeries, options: LossOptions): number {
  const pixels = Math.max(100, Math.round(options.width));
  if (options.zoom === null || series.x.length === 0) return pixels;
  const span = series.x[series.x.length - 1]! - series.x[0]!;
  const seen = options.zoom[1] - options.zoom[0];
  return Math.min(100000, Math.ceil(pixels * Math.max(1, span / Math.max(seen, 1e-9))));
}
