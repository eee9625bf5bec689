import { at as elementAt } from '../../../src-shared/present';
import {
  AXIS_BOTTOM,
  AXIS_TOP,
  clipText,
  createPlane,
  drawAxes,
  haloText,
  TICK_FONT_PX,
  type Plane,
} from '../stage/plane';
import type { Stage } from '../stage/stage';
import { isWithin, type Brushes } from './brush';
import { axisLabels, type ParameterAxis } from './columns';

/** A run on the charts of parameters. */
export interface ParameterRun {
  readonly id: string;
  readonly name: string;
  /** CSS colour, no token. */
  readonly colour: string;
}

export interface ParallelInput {
  readonly axes: readonly (ParameterAxis & { readonly title: string })[];
  readonly runs: readonly ParameterRun[];
  readonly front: string | null;
  /** Marked parts of axes: runs that are not in all of them are faint. */
  readonly brushes?: Brushes;
}

const TOP = 30;
const BOTTOM = 14;
const SIDE = 70;

/** Where an axis stands, in CSS pixels. */
export function axisBox(
  stage: Pick<Stage, 'width' | 'height'>,
  count: number,
  axis: number,
): { readonly x: number; readonly top: number; readonly length: number } {
  const share = count < 2 ? 0.5 : axis / (count - 1);
  return {
    x: SIDE + share * (stage.width - 2 * SIDE),
    top: TOP,
    length: Math.max(0, stage.height - TOP - BOTTOM),
  };
}

/** Point at which a run's line crosses an axis, in CSS pixels. */
export function parallelPoint(
  stage: Pick<Stage, 'width' | 'height'>,
  { axes }: Pick<ParallelInput, 'axes'>,
  axis: number,
  row: number,
): readonly [number, number] {
  const { column, toShare } = elementAt(axes, axis);
  const { x, top, length } = axisBox(stage, axes.length, axis);
  return [x, top + (1 - toShare(elementAt(column.values, row))) * length];
}

/** One upright axis a column, one line a run. */
export function drawParallel(stage: Stage, input: ParallelInput): void {
  const { context, tokens, width, height } = stage;
  const { axes, runs, front, brushes = {} } = input;
  const order = [...runs.entries()].sort(([, a], [, b]) => rank(a, front) - rank(b, front));
  context.save();
  context.lineJoin = 'round';
  for (const [row, run] of order) {
    const isFaint = !isWithin(axes, brushes, row);
    context.globalAlpha = isFaint ? 0.1 : front === null || front === run.id ? 1 : 0.18;
    context.strokeStyle = run.colour;
    context.lineWidth = front === run.id ? 2.5 : 1.75;
    context.beginPath();
    let isOn = false;
    for (let axis = 0; axis < axes.length; axis++) {
      const [x, y] = parallelPoint(stage, input, axis, row);
      if (Number.isNaN(y)) isOn = false;
      else if (isOn) context.lineTo(x, y);
      else {
        context.moveTo(x, y);
        isOn = true;
      }
    }
    context.stroke();
  }
  context.restore();
  const room = (width - 2 * SIDE) / Math.max(1, axes.length - 1);
  axes.forEach((axis, index) => {
    const { x, top, length } = axisBox(stage, axes.length, index);
    const marked = brushes[axis.column.key];
    if (marked !== undefined) {
      context.globalAlpha = 0.28;
      context.fillStyle = tokens.accent;
      context.fillRect(x - 6, top + (1 - marked[1]) * length, 12, (marked[1] - marked[0]) * length);
      context.globalAlpha = 1;
    }
    context.strokeStyle = tokens.border;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, TOP);
    context.lineTo(x, height - BOTTOM);
    context.stroke();
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    context.font = `600 ${TICK_FONT_PX}px ${tokens.fontUi}`;
    context.fillStyle = tokens.text2;
    const title = `${axis.title}${axis.isLog ? ' (log)' : ''}`;
    context.fillText(clipText(context, title, Math.min(room - 8, 2 * SIDE)), x, TOP - 10);
    context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
    // No line runs on the outer side of the first axis.
    const isFirst = index === 0 && axes.length > 1;
    context.textAlign = isFirst ? 'right' : 'left';
    context.textBaseline = 'middle';
    for (const { at, text } of axisLabels(axis)) {
      const y = TOP + (1 - at) * (height - TOP - BOTTOM);
      const shown = clipText(context, text, isFirst ? SIDE - 8 : Math.min(room - 12, 90));
      haloText(stage, shown, x + (isFirst ? -5 : 5), y, tokens.axis);
    }
  });
}

function rank(run: ParameterRun, front: string | null): number {
  return run.id === front ? 1 : 0;
}

export interface ParameterScatterInput {
  readonly x: ParameterAxis & { readonly title: string };
  readonly y: ParameterAxis & { readonly title: string };
  readonly runs: readonly ParameterRun[];
  readonly front: string | null;
}

/** Both axes from 0 to 1 with some room; ticks say the values. */
export function parameterPlane(stage: Pick<Stage, 'width' | 'height'>): Plane {
  const box = {
    left: 70,
    top: AXIS_TOP,
    width: Math.max(20, stage.width - 90),
    height: Math.max(20, stage.height - AXIS_TOP - AXIS_BOTTOM),
  };
  return createPlane(box, [-0.05, 1.05], [-0.05, 1.05]);
}

/** One point a run: a setting on x, a metric on y. */
export function drawParameterScatter(stage: Stage, input: ParameterScatterInput): void {
  const { context, tokens } = stage;
  const { x, y, runs, front } = input;
  const plane = parameterPlane(stage);
  const ticks = (axis: ParameterAxis) => axisLabels(axis).map(({ at, text }) => ({ value: at, label: text }));
  const title = (axis: ParameterScatterInput['x']): string => `${axis.title}${axis.isLog ? ' (log)' : ''}`;
  drawAxes(stage, plane, { x: title(x), y: title(y) }, { x: ticks(x), y: ticks(y) });
  runs.forEach((run, row) => {
    const [atX, atY] = [
      x.toShare(elementAt(x.column.values, row)),
      y.toShare(elementAt(y.column.values, row)),
    ];
    if (Number.isNaN(atX) || Number.isNaN(atY)) return;
    context.globalAlpha = front === null || front === run.id ? 1 : 0.25;
    context.beginPath();
    context.arc(plane.toX(atX), plane.toY(atY), front === run.id ? 7 : 5, 0, 2 * Math.PI);
    context.fillStyle = run.colour;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = tokens.surface;
    context.stroke();
  });
  context.globalAlpha = 1;
}
