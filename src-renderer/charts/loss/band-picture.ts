import { say } from '../../../src-shared/language/say';
import type { GroupTraces } from '../../../src-shared/group/traces';
import type { MeanLine } from '../../../src-shared/group/mean-line';
import { at } from '../../../src-shared/present';
import { withAlpha } from '../stage/colour';
import type { ChartTokens } from '../stage/theme';
import { AXIS_ROOM, type AxesChart, type LineAxes, type LinesPlane } from '../lines/axes-chart';
import { tickCount, type Tick } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { formatLogTicks, formatTick, linearAxis, linearTicks, logAxis } from '../stage/ticks';
import type { Range } from '../../values/range';

export interface BandInput {
  readonly traces: GroupTraces;
  /** null: the traces alone, as of runs that differ in more than their seeds. */
  readonly line: MeanLine | null;
  readonly scale: 'linear' | 'log';
  readonly yTitle: string;
  /** Index of a run among the traces that stands out; -1: none. */
  readonly lead: number;
  /** Colour of the trace of an index; left out: all in one grey. */
  readonly traceColour?: TraceColour | undefined;
}

/** The colour of a trace, by its index, in the theme that is on. */
export type TraceColour = (tokens: ChartTokens, run: number) => string;

/** Axes over all traces and the band, in a picture of that size. */
function bandAxes(
  { traces, line, scale, yTitle }: BandInput,
  size: { readonly width: number; readonly height: number },
): LineAxes {
  const isLog = scale === 'log';
  let low = Infinity;
  let high = -Infinity;
  const include = (value: number): void => {
    if (!Number.isFinite(value) || (isLog && value <= 0)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const value of traces.values) include(value);
  if (!isLog) for (const value of [...(line?.low ?? []), ...(line?.high ?? [])]) include(value);
  const count = tickCount(size.height - AXIS_ROOM, 44);
  const axis = isLog ? logAxis : linearAxis;
  const y = low <= high ? axis(low, high, count) : axis(0.1, 1, count);
  const steps: Range = [0, traces.step[traces.step.length - 1] ?? 1];
  const toTicks = (values: readonly number[]): Tick[] =>
    values.map((value) => ({ value, label: formatTick(value) }));
  const toLogTicks = (values: readonly number[]): Tick[] => {
    const labels = formatLogTicks(values);
    return values.map((value, i) => ({ value, label: labels[i] ?? '' }));
  };
  return {
    x: {
      range: steps,
      isLog: false,
      title: say('step'),
      ticks: toTicks(linearTicks(steps, tickCount(size.width - AXIS_ROOM, 90))),
    },
    y: { range: [y.min, y.max], isLog, title: yTitle, ticks: isLog ? toLogTicks(y.ticks) : toTicks(y.ticks) },
  };
}

/** Pixel of a value; the bottom for what a logarithmic axis cannot show, for a band reaches there. */
function toY({ box, y }: LinesPlane, value: number): number {
  const bottom = box.top + box.height;
  if (y.isLog && !(value > 0)) return bottom;
  return Math.min(bottom + 4000, Math.max(box.top - 4000, y.to(value)));
}

/**
 * Draws the axes, thin traces of all runs, and over them the band and the mean.
 * @param axes kept for the next drawing on the same stage
 * @returns where the axes lie
 */
export function drawBand(stage: Stage, input: BandInput, axes: AxesChart): LinesPlane {
  const { context, tokens } = stage;
  const plane = axes.draw(stage, bandAxes(input, stage));
  const { box, x: steps } = plane;
  const { traces, line, traceColour } = input;
  const count = traces.step.length;
  const colour = tokens.palette[0] ?? tokens.accent;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  // Many lines over each other: each of them is the fainter, so that all can be seen.
  const alpha = Math.max(0.06, Math.min(0.5, 6 / Math.max(1, traces.runs.length)));
  const trace = (run: number): void => {
    context.beginPath();
    let isDown = false;
    for (let i = 0; i < count; i++) {
      const value = at(traces.values, run * count + i);
      if (!Number.isFinite(value) || (plane.y.isLog && value <= 0)) {
        isDown = false;
        continue;
      }
      const [x, y] = [steps.to(at(traces.step, i)), toY(plane, value)];
      if (isDown) context.lineTo(x, y);
      else context.moveTo(x, y);
      isDown = true;
    }
    context.stroke();
  };
  context.lineWidth = traceColour === undefined ? 1 : 1.5;
  for (let run = 0; run < traces.runs.length; run++) {
    context.strokeStyle =
      traceColour === undefined
        ? withAlpha(tokens.text2, alpha)
        : withAlpha(traceColour(tokens, run), Math.max(0.35, 2 * alpha));
    trace(run);
  }
  if (line !== null && line.step.length > 0) {
    context.beginPath();
    line.step.forEach((step, i) => {
      context.lineTo(steps.to(step), toY(plane, at(line.high, i)));
    });
    for (let i = line.step.length - 1; i >= 0; i--)
      context.lineTo(steps.to(at(line.step, i)), toY(plane, at(line.low, i)));
    context.closePath();
    context.fillStyle = withAlpha(colour, 0.2);
    context.fill();
    context.beginPath();
    line.step.forEach((step, i) => {
      context.lineTo(steps.to(step), toY(plane, at(line.mean, i)));
    });
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.lineJoin = 'round';
    context.stroke();
  }
  if (input.lead >= 0) {
    context.strokeStyle =
      traceColour !== undefined
        ? traceColour(tokens, input.lead)
        : line === null
          ? colour
          : (tokens.palette[1] ?? tokens.accent);
    context.lineWidth = traceColour === undefined ? 2 : 3;
    trace(input.lead);
  }
  context.restore();
  return plane;
}
