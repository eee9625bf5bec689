import {
  BasicPlatform,
  Chart,
  LinearScale,
  LogarithmicScale,
  type ChartConfiguration,
  type ChartOptions,
} from 'chart.js';
import { TICK_FONT_PX, type Box, type PlaneTicks, type Tick } from '../stage/plane';
import type { Stage } from '../stage/stage';
import type { ChartTokens } from '../stage/theme';
import type { Range } from '../../values/range';
import { axis, type Axis } from './axis';

Chart.register(LinearScale, LogarithmicScale);

/** One axis of a chart of lines. */
export interface LineAxis {
  readonly range: Range;
  readonly isLog: boolean;
  /** Ticks with a grid line and a label each; those outside of the range are left out. */
  readonly ticks: readonly Tick[];
  /** Empty: none is drawn. */
  readonly title: string;
}

export interface LineAxes {
  readonly x: LineAxis;
  readonly y: LineAxis;
}

/** Box and axes of the chart: they turn data into pixels, and the pointer back into data. */
export interface LinesPlane {
  readonly box: Box;
  readonly x: Axis;
  readonly y: Axis;
  /** Those that are drawn. */
  readonly ticks: PlaneTicks;
}

const PADDING = { top: 8, right: 20, bottom: 4, left: 4 } as const;
/** Room that the axes take from width and height, roughly: for the number of ticks only. */
export const AXIS_ROOM = 60;

/**
 * Axes, grid, ticks and titles by chart.js, on a stage: of a canvas in the window as of a file. A chart
 * is kept for the next drawing on the same stage.
 */
export class AxesChart {
  #chart: Chart<'line'> | null = null;
  #stage: Pick<Stage, 'context' | 'ratio'> | null = null;

  /** Draws the axes into all of a stage. @returns where they lie, for what is drawn between them */
  draw(stage: Stage, axes: LineAxes): LinesPlane {
    const inside = { x: withinRange(axes.x), y: withinRange(axes.y) };
    const chart = this.#drawn(stage, chartOptions(inside, stage));
    const { left, top, right, bottom } = chart.chartArea;
    return {
      box: { left, top, width: right - left, height: bottom - top },
      x: axis(inside.x.range, inside.x.isLog, left, right),
      y: axis(inside.y.range, inside.y.isLog, bottom, top),
      ticks: { x: inside.x.ticks, y: inside.y.ticks },
    };
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = this.#stage = null;
  }

  #drawn(stage: Stage, options: ChartOptions<'line'>): Chart<'line'> {
    const { context, width, height, ratio } = stage;
    const kept = this.#chart;
    const isSame = this.#stage?.context === context && this.#stage.ratio === ratio;
    context.save();
    let drawn: Chart<'line'>;
    if (isSame && kept?.width === width && kept.height === height) {
      drawn = kept;
      drawn.options = options;
      drawn.update('none');
    } else {
      this.destroy();
      drawn = new Chart(asCanvas(stage), chartConfig(options));
      this.#chart = drawn;
      this.#stage = { context, ratio };
    }
    context.restore();
    return drawn;
  }
}

/** Axes alone: the lines between them are drawn by whoever has them. */
function chartConfig(options: ChartOptions<'line'>): ChartConfiguration<'line'> {
  return { type: 'line', data: { datasets: [] }, options, platform: BasicPlatform };
}

function withinRange(of: LineAxis): LineAxis {
  const [low, high] = of.range;
  return { ...of, ticks: of.ticks.filter(({ value }) => value >= low && value <= high) };
}

/**
 * The stage as the canvas that chart.js asks for. It neither clears it nor sets its scale: what stands
 * there already, and where, is the stage's affair.
 */
function asCanvas({ context, width, height }: Stage): HTMLCanvasElement {
  const canvas = { width, height, getContext: () => shared };
  const kept: Readonly<Record<PropertyKey, unknown>> = {
    canvas,
    clearRect: () => undefined,
    resetTransform: () => undefined,
    setTransform: () => undefined,
  };
  const shared = new Proxy(context, {
    get: (target, name) => {
      if (name in kept) return kept[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
  return canvas as unknown as HTMLCanvasElement;
}

function chartOptions({ x, y }: LineAxes, { tokens, ratio }: Stage): ChartOptions<'line'> {
  return {
    animation: false,
    responsive: false,
    devicePixelRatio: ratio,
    events: [],
    layout: { padding: PADDING },
    scales: {
      x: { ...scaleOptions(x, tokens, 6), border: { color: tokens.grid } },
      y: { ...scaleOptions(y, tokens, 8), border: { display: false } },
    },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
  };
}

function scaleOptions({ range, isLog, ticks, title }: LineAxis, tokens: ChartTokens, padding: number) {
  const font = { family: tokens.fontUi, size: TICK_FONT_PX };
  return {
    type: isLog ? ('logarithmic' as const) : ('linear' as const),
    min: range[0],
    max: range[1],
    title: { display: title !== '', text: title, color: tokens.text2, font, padding: { top: 2, bottom: 0 } },
    grid: { color: tokens.grid, drawTicks: false },
    ticks: {
      color: tokens.axis,
      font,
      padding,
      maxRotation: 0,
      autoSkip: false,
      callback: (_value: unknown, index: number) => ticks[index]?.label ?? '',
    },
    afterBuildTicks: (built: { ticks: { value: number }[] }) => {
      built.ticks = ticks.map(({ value }) => ({ value }));
    },
  };
}
