import type { GroupTraces } from '../../../src-shared/group/traces';
import type { MeanLine } from '../../../src-shared/group/mean-line';
import { at } from '../../../src-shared/present';
import { withAlpha } from '../stage/colour';
import { tickCount } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { formatTick, linearAxis, linearTicks, logAxis, type AxisSpan } from '../stage/ticks';
import type { Range } from '../../values/range';

export interface BandInput {
  readonly traces: GroupTraces;
  /** null: the traces alone, as of runs that differ in more than their seeds. */
  readonly line: MeanLine | null;
  readonly scale: 'linear' | 'log';
  readonly yTitle: string;
  /** Place of a run among the traces that stands out; -1: none. */
  readonly lead: number;
}

/** Where the chart's area lies and what it spans; the same for drawing and for reading the pointer. */
export interface BandPlane {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: Range;
  readonly y: AxisSpan;
  readonly isLog: boolean;
}

export function bandPlane(width: number, height: number, { traces, line, scale }: BandInput): BandPlane {
  const isLog = scale === 'log';
  let low = Infinity;
  let high = -Infinity;
  const see = (value: number): void => {
    if (!Number.isFinite(value) || (isLog && value <= 0)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const value of traces.values) see(value);
  if (!isLog) for (const value of [...(line?.low ?? []), ...(line?.high ?? [])]) see(value);
  const ticks = tickCount(height - 60, 44);
  const axis = isLog ? logAxis : linearAxis;
  return {
    left: 64,
    top: 10,
    right: Math.max(80, width - 18),
    bottom: Math.max(40, height - 36),
    x: [0, traces.step[traces.step.length - 1] ?? 1],
    y: low <= high ? axis(low, high, ticks) : axis(0.1, 1, ticks),
    isLog,
  };
}

/** Pixel of a step. */
export function bandX({ left, right, x }: BandPlane, step: number): number {
  return left + ((step - x[0]) / (x[1] - x[0] || 1)) * (right - left);
}

/** Pixel of a value; below a logarithmic axis the bottom, for a band reaches there. */
function bandY({ top, bottom, y, isLog }: BandPlane, value: number): number {
  if (isLog && !(value > 0)) return bottom;
  const transform = isLog ? Math.log : (v: number) => v;
  const share = (transform(value) - transform(y.min)) / (transform(y.max) - transform(y.min) || 1);
  return Math.min(bottom + 4000, Math.max(top - 4000, bottom - share * (bottom - top)));
}

/** Thin traces of all runs, over them the band and the mean. */
export function drawBand(stage: Stage, input: BandInput): void {
  const { context, tokens } = stage;
  const plane = bandPlane(stage.width, stage.height, input);
  drawAxes(stage, plane, input.yTitle);
  const { traces, line } = input;
  const count = traces.step.length;
  const colour = tokens.palette[0] ?? tokens.accent;
  context.save();
  context.beginPath();
  context.rect(plane.left, plane.top, plane.right - plane.left, plane.bottom - plane.top);
  context.clip();
  // Many lines over each other: each of them is the fainter, so that all can be seen.
  const alpha = Math.max(0.06, Math.min(0.5, 6 / Math.max(1, traces.runs.length)));
  const trace = (run: number): void => {
    context.beginPath();
    let isDown = false;
    for (let i = 0; i < count; i++) {
      const value = at(traces.values, run * count + i);
      if (!Number.isFinite(value) || (plane.isLog && value <= 0)) {
        isDown = false;
        continue;
      }
      const [x, y] = [bandX(plane, at(traces.step, i)), bandY(plane, value)];
      if (isDown) context.lineTo(x, y);
      else context.moveTo(x, y);
      isDown = true;
    }
    context.stroke();
  };
  context.lineWidth = 1;
  context.strokeStyle = withAlpha(tokens.text2, alpha);
  for (let run = 0; run < traces.runs.length; run++) trace(run);
  if (line !== null && line.step.length > 0) {
    context.beginPath();
    line.step.forEach((step, i) => {
      context.lineTo(bandX(plane, step), bandY(plane, at(line.high, i)));
    });
    for (let i = line.step.length - 1; i >= 0; i--)
      context.lineTo(bandX(plane, at(line.step, i)), bandY(plane, at(line.low, i)));
    context.closePath();
    context.fillStyle = withAlpha(colour, 0.2);
    context.fill();
    context.beginPath();
    line.step.forEach((step, i) => {
      context.lineTo(bandX(plane, step), bandY(plane, at(line.mean, i)));
    });
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.lineJoin = 'round';
    context.stroke();
  }
  if (input.lead >= 0) {
    context.strokeStyle = line === null ? colour : (tokens.palette[1] ?? tokens.accent);
    context.lineWidth = 2;
    trace(input.lead);
  }
  context.restore();
}

function drawAxes({ context, width, tokens }: Stage, plane: BandPlane, yTitle: string): void {
  context.font = `11px ${tokens.fontUi}`;
  context.lineWidth = 1;
  context.fillStyle = tokens.axis;
  context.strokeStyle = tokens.grid;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of plane.y.ticks) {
    const y = Math.round(bandY(plane, tick)) + 0.5;
    context.beginPath();
    context.moveTo(plane.left, y);
    context.lineTo(plane.right, y);
    context.stroke();
    context.fillText(formatTick(tick), plane.left - 8, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of linearTicks(plane.x, tickCount(width - 60, 90)))
    context.fillText(formatTick(tick), bandX(plane, tick), plane.bottom + 6);
  context.fillStyle = tokens.text2;
  context.fillText('step', (plane.left + plane.right) / 2, plane.bottom + 20);
  context.save();
  context.translate(12, (plane.top + plane.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'middle';
  context.fillText(yTitle, 0, 0);
  context.restore();
}
