import { formatLinearTick, linearTicks, niceStep } from './ticks';
import type { Stage } from './stage';
import type { Range } from '../../values/range';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the canvas with a linear scale on each axis. */
export interface Plane {
  readonly box: Box;
  readonly xRange: Range;
  readonly yRange: Range;
  /** Data to CSS pixels and back. */
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
  readonly fromX: (pixel: number) => number;
  readonly fromY: (pixel: number) => number;
}

export interface PlaneTitles {
  readonly x: string;
  readonly y: string;
}

/** Value on an axis with its label. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface PlaneTicks {
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
}

export const TICK_FONT_PX = 11;

export function createPlane(box: Box, xRange: Range, yRange: Range): Plane {
  const [x0, x1] = xRange;
  const [y0, y1] = yRange;
  const perX = box.width / (x1 - x0 || 1);
  const perY = box.height / (y1 - y0 || 1);
  return {
    box,
    xRange,
    yRange,
    toX: (value) => box.left + (value - x0) * perX,
    toY: (value) => box.top + box.height - (value - y0) * perY,
    fromX: (pixel) => x0 + (pixel - box.left) / perX,
    fromY: (pixel) => y0 + (box.top + box.height - pixel) / perY,
  };
}

/** Both ranges widened so that one unit is equally long on both axes. */
export function equalAspect(box: Box, xRange: Range, yRange: Range): { x: Range; y: Range } {
  const perX = (xRange[1] - xRange[0]) / Math.max(1, box.width);
  const perY = (yRange[1] - yRange[0]) / Math.max(1, box.height);
  const unit = Math.max(perX, perY);
  return { x: centred(xRange, unit * box.width), y: centred(yRange, unit * box.height) };
}

function centred([low, high]: Range, span: number): Range {
  const middle = (low + high) / 2;
  return [middle - span / 2, middle + span / 2];
}

/**
 * Number of ticks along an axis of that many pixels, at least 2.
 * @param every pixels from one tick to the next
 */
export function tickCount(pixels: number, every: number): number {
  return Math.max(2, Math.floor(pixels / every));
}

/** Room at the left for the y axis' labels, in CSS pixels. */
export function leftRoom(stage: Stage, yRange: Range, height: number): number {
  const { context, tokens } = stage;
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  const count = tickCount(height, 52);
  const step = niceStep(yRange[1] - yRange[0], count);
  const widest = linearTicks(yRange, count).reduce(
    (largest, tick) => Math.max(largest, context.measureText(formatLinearTick(tick, step)).width),
    0,
  );
  return Math.ceil(widest) + 14;
}

/** Round numbers along an axis of that many pixels. @param every pixels from one to the next, at least */
export function numberTicks(range: Range, pixels: number, every: number): Tick[] {
  const count = tickCount(pixels, every);
  const step = niceStep(range[1] - range[0], count);
  return linearTicks(range, count).map((value) => ({ value, label: formatLinearTick(value, step) }));
}

/**
 * Thin grid, tick labels and titles: y's title over the axis' upper end (upright, so that it can be
 * read), x's title under the middle.
 * @param ticks round numbers where left out
 */
export function drawAxes(
  stage: Stage,
  plane: Plane,
  titles: PlaneTitles,
  ticks: PlaneTicks = {
    x: numberTicks(plane.xRange, plane.box.width, 84),
    y: numberTicks(plane.yRange, plane.box.height, 52),
  },
): void {
  const { context, tokens } = stage;
  const { box } = plane;
  const bottom = box.top + box.height;
  context.save();
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.lineWidth = 1;
  context.strokeStyle = tokens.grid;
  context.fillStyle = tokens.axis;

  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { value, label } of ticks.x) {
    const x = Math.round(plane.toX(value)) + 0.5;
    line(context, x, box.top, x, bottom);
    context.fillText(label, x, bottom + 6);
  }

  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { value, label } of ticks.y) {
    const y = Math.round(plane.toY(value)) + 0.5;
    line(context, box.left, y, box.left + box.width, y);
    context.fillText(label, box.left - 7, y);
  }

  context.fillStyle = tokens.text2;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillText(clipText(context, titles.x, box.width), box.left + box.width / 2, bottom + 22);
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.fillText(clipText(context, titles.y, box.width), Math.min(8, box.left), box.top - 6);
  context.restore();
}

/** Space that {@link drawAxes} needs above and below the box. */
export const AXIS_TOP = 22;
export const AXIS_BOTTOM = 40;

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** A text cut with an ellipsis where it is wider than `width`. */
export function clipText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}

/** Writing with a halo of the surface's colour, so that it reads over points and lines. */
export function haloText(stage: Stage, text: string, x: number, y: number, colour = stage.tokens.text): void {
  const { context, tokens } = stage;
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = tokens.surface;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
