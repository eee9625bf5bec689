import { parseColour } from '../stage/colour';
import {
  drawAxes,
  numberTicks,
  TICK_FONT_PX,
  tickCount,
  type Box,
  type Plane,
  type PlaneTicks,
} from '../stage/plane';
import type { FigureTable } from '../figure/figure';
import type { Stage } from '../stage/stage';
import { formatLinearTick, formatTick, niceStep } from '../stage/ticks';
import { firstFrom, type MinMax } from './min-max';
import type { CurvePixels } from './curve-pixels';
import type { PreparedCurve } from './prepare';
import type { RasterLine } from './raster';
import { timeTicks } from './time-ticks';
import { curveBox, placeAfter, xRange, yAxis, zoomedLogTicks, type ViewOptions } from './view';
import type { Range } from '../../values/range';
import { axis, type Axis } from './axis';

export interface CurvesInput extends ViewOptions {
  /** Those that are not hidden, with colours that a canvas takes. */
  readonly curves: readonly PreparedCurve[];
  /** The run that is pointed at: all others are dimmed; null: none. */
  readonly hovered: string | null;
  readonly titles: { readonly x: string; readonly y: string };
  /** Whether x is milliseconds since 1970. */
  readonly isWall: boolean;
}

/** Where the curves lie: for drawing them and for reading the pointer. */
export interface CurvesPlane {
  readonly box: Box;
  readonly x: Axis;
  readonly y: Axis;
  readonly ticks: PlaneTicks;
}

const THICKNESS = 1.75;
const DASH = [6, 4] as const;
const DIMMED = 0.15;
const GHOST = 0.28;
/** More points in sight than these are drawn by {@link CurvePixels}. */
const MOST_STROKED = 12_000;

function curvesPlane(stage: Stage, input: CurvesInput): CurvesPlane {
  const { curves, logX, logY, isWall } = input;
  const { context, tokens, width, height } = stage;
  const range = xRange(curves, input);
  const count = tickCount(height - 52, 44);
  const y = yAxis(curves, range, input, count);
  const step = niceStep(y.range[1] - y.range[0], count);
  const yTicks = y.ticks.map((value) => ({
    value,
    label: logY ? formatTick(value) : formatLinearTick(value, step),
  }));
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  const left = Math.max(34, ...yTicks.map(({ label }) => Math.ceil(context.measureText(label).width) + 16));
  const box = curveBox(width, height, left);
  const bottom = box.top + box.height;
  return {
    box,
    x: axis(range, logX, box.left, box.left + box.width),
    y: axis(y.range, logY, bottom, box.top),
    ticks: { x: xTicks(range, box.width, { logX, isWall }), y: yTicks },
  };
}

function xTicks(range: Range, pixels: number, of: { logX: boolean; isWall: boolean }): PlaneTicks['x'] {
  const count = tickCount(pixels, 90);
  if (of.isWall) return timeTicks(range, count);
  if (!of.logX) return numberTicks(range, pixels, 90);
  return zoomedLogTicks(range, count).map((value) => ({ value, label: formatTick(value) }));
}

/** Grid and axes, ghosts of the raw lines, the lines, and the pointed run's on top. */
export function drawCurves(stage: Stage, input: CurvesInput, pixels: CurvePixels): CurvesPlane {
  const plane = curvesPlane(stage, input);
  drawFrame(stage, plane, input);
  const isFew = pointsInSight(input.curves, plane.x.range) <= MOST_STROKED;
  if (isFew) {
    pixels.forget();
    strokeAll(stage, plane, input);
  } else rasterAll(stage, plane, input, pixels);
  return plane;
}

/** The same in strokes alone, thinned to what can be told apart: for files. */
export function drawCurvesStroked(stage: Stage, input: CurvesInput): CurvesPlane {
  const plane = curvesPlane(stage, input);
  drawFrame(stage, plane, input);
  strokeAll(stage, plane, input);
  return plane;
}

function drawFrame(stage: Stage, { box, x, y, ticks }: CurvesPlane, { titles }: CurvesInput): void {
  const axes: Plane = {
    box,
    xRange: x.range,
    yRange: y.range,
    toX: x.to,
    toY: y.to,
    fromX: x.from,
    fromY: y.from,
  };
  const inside = (at: Axis, value: number): boolean => value >= at.range[0] && value <= at.range[1];
  drawAxes(
    stage,
    axes,
    { x: titles.x, y: '' },
    {
      x: ticks.x.filter(({ value }) => inside(x, value)),
      y: ticks.y.filter(({ value }) => inside(y, value)),
    },
  );
}

function pointsInSight(curves: readonly PreparedCurve[], [from, to]: Range): number {
  return curves.reduce((sum, { x, raw }) => {
    const start = firstFrom(x, from);
    return sum + (placeAfter(x, to, start) - start) * (raw === null ? 1 : 2);
  }, 0);
}

interface Layer {
  readonly curve: PreparedCurve;
  readonly line: MinMax;
  readonly alpha: number;
  readonly isGhost: boolean;
}

/** In the order of drawing. */
function orderLayers({ curves, hovered }: CurvesInput): Layer[] {
  const alpha = ({ runId, pale = false }: PreparedCurve): number =>
    (hovered === null || runId === hovered ? 1 : DIMMED) * (pale ? 0.5 : 1);
  const layers = curves.flatMap((curve): Layer[] => [
    ...(curve.raw === null ? [] : [{ curve, line: curve.raw, alpha: GHOST * alpha(curve), isGhost: true }]),
    { curve, line: curve.line, alpha: alpha(curve), isGhost: false },
  ]);
  const order = ({ curve, isGhost }: Layer): number => (curve.runId === hovered ? 2 : 0) + (isGhost ? 0 : 1);
  return layers.sort((a, b) => order(a) - order(b));
}

function rasterAll(
  { ratio, context }: Stage,
  { box, x, y }: CurvesPlane,
  input: CurvesInput,
  pixels: CurvePixels,
): void {
  const width = Math.round(box.width * ratio);
  const height = Math.round(box.height * ratio);
  const lines = orderLayers(input).map(({ curve, line, alpha, isGhost }): RasterLine => ({
    x: curve.x,
    xStep: curve.xStep,
    line,
    colour: parseColour(curve.colour),
    alpha,
    thickness: (isGhost ? 1 : THICKNESS) * ratio,
    dash: curve.dashed ? [DASH[0] * ratio, DASH[1] * ratio] : null,
  }));
  const picture = pixels.draw(lines, x, axis(y.range, y.isLog, height, 0), width, height);
  // Coarse columns are columns, not a blur.
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, box.left, box.top, box.width, box.height);
  context.imageSmoothingEnabled = true;
}

function strokeAll({ context }: Stage, plane: CurvesPlane, input: CurvesInput): void {
  const { box, x, y } = plane;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  context.lineJoin = context.lineCap = 'round';
  for (const { curve, line, alpha, isGhost } of orderLayers(input)) {
    const { places } = drawnPlaces(curve.x, line.values, x, box.width);
    context.globalAlpha = alpha;
    context.strokeStyle = context.fillStyle = curve.colour;
    context.lineWidth = isGhost ? 1 : THICKNESS;
    context.setLineDash(curve.dashed ? [...DASH] : []);
    context.beginPath();
    let isOn = false;
    for (const place of places) {
      const value = line.values[place]!;
      if (Number.isNaN(value)) isOn = false;
      else if (isOn) context.lineTo(x.to(curve.x[place]!), y.to(value));
      else {
        context.moveTo(x.to(curve.x[place]!), y.to(value));
        isOn = true;
      }
    }
    context.stroke();
    // A single value is no line yet.
    if (curve.x.length === 1) {
      context.beginPath();
      context.arc(x.to(curve.x[0]!), y.to(line.values[0]!), 2.5, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.restore();
}

/**
 * The points of all curves as they are drawn in a chart so many pixels wide: one line each. Times of
 * day are written as ISO 8601.
 */
export function drawnTable(input: CurvesInput, width: number): FigureTable {
  const x = axis(xRange(input.curves, input), input.logX, 0, width);
  const hasRaw = input.curves.some(({ raw }) => raw !== null);
  const columns = [
    'run',
    'curve',
    input.titles.x,
    hasRaw ? 'smoothed' : 'value',
    ...(hasRaw ? ['logged'] : []),
  ];
  const rows = input.curves.flatMap(({ runId, label, x: xs, line, raw }) =>
    drawnPlaces(xs, line.values, x, width).places.map((place) => {
      const value = (of: MinMax): number | null => {
        const found = of.values[place]!;
        return Number.isNaN(found) ? null : found;
      };
      const logged = hasRaw ? [value(raw ?? line)] : [];
      const at = xs[place]!;
      return [runId, label, input.isWall ? new Date(at).toISOString() : at, value(line), ...logged];
    }),
  );
  return { columns, rows };
}

/**
 * Places of the points in sight, with the next one on either side: all of them, or where they are
 * more than four a pixel the first, lowest, highest and last of each pixel, and gaps.
 */
function drawnPlaces(
  xs: ArrayLike<number>,
  values: ArrayLike<number>,
  x: Axis,
  pixels: number,
): { readonly places: readonly number[]; readonly isThinned: boolean } {
  const start = Math.max(0, firstFrom(xs, x.range[0]) - 1);
  const end = Math.min(xs.length, placeAfter(xs, x.range[1], start) + 1);
  if (end - start <= 4 * pixels)
    return { places: Array.from({ length: end - start }, (_, i) => start + i), isThinned: false };
  const places: number[] = [];
  for (let at = start; at < end;) {
    const pixel = Math.floor(x.to(xs[at]!));
    const chosen = new Set([at]);
    let low = -1;
    let high = -1;
    let gap = -1;
    let next = at;
    for (; next < end && Math.floor(x.to(xs[next]!)) === pixel; next++) {
      const value = values[next]!;
      if (Number.isNaN(value)) gap = next;
      if (value < (values[low] ?? Infinity)) low = next;
      if (value > (values[high] ?? -Infinity)) high = next;
    }
    for (const place of [low, high, gap, next - 1]) if (place >= 0) chosen.add(place);
    places.push(...[...chosen].sort((a, b) => a - b));
    at = next;
  }
  return { places, isThinned: true };
}
