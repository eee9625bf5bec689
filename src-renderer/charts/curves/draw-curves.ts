import { at as elementAt } from '../../../src-shared/present';
import { AxesChart, type LinesPlane } from '../lines/axes-chart';
import { axis, type Axis } from '../lines/axis';
import { parseColour } from '../stage/colour';
import type { FigureTable } from '../figure/figure';
import type { Stage } from '../stage/stage';
import { tokenColour } from '../stage/theme';
import { curveAxes, type CurveAxesInput } from './curve-axes';
import { CurvePixels } from './pixels/curve-pixels';
import { drawMarks, drawReferences, type CurveMark } from './marks';
import { firstFrom, type MinMax } from './pixels/min-max';
import type { PreparedCurve } from './prepare';
import type { RasterLine } from './pixels/raster';
import { indexAfter, xRange } from './view';
import type { Range } from '../../values/range';

/** Curves and axes to draw; colours may be tokens. */
export interface CurvesInput extends CurveAxesInput {
  /** The run that is pointed at: all others are dimmed; null: none. */
  readonly hovered: string | null;
  /** Events on the way, drawn as upright lines. */
  readonly marks?: readonly CurveMark[];
}

const THICKNESS = 1.75;
const DASH = [6, 4] as const;
const DIMMED = 0.15;
const GHOST = 0.28;
/** More visible points than these are drawn by {@link CurvePixels}, unless lines are written down. */
const MAX_STROKED = 12_000;

/**
 * The drawing of curves: chart.js' axes and our lines, as strokes or, of very many points, as pixels.
 * The same in the window and in files; what it knows of the last drawing makes the next one on the same
 * stage fast.
 */
export class CurvesDrawing {
  readonly #axes = new AxesChart();
  readonly #pixels = new CurvePixels();

  /** Whether the last drawing waits to be made sharp, in a view that rests. */
  get isCoarse(): boolean {
    return this.#pixels.isCoarse;
  }

  /**
   * Axes, ghosts of the raw lines, the lines, and the pointed run's on top, into all of a stage.
   * @returns where the axes lie
   */
  draw(stage: Stage, input: CurvesInput): LinesPlane {
    const curves = input.curves.map((curve) => ({
      ...curve,
      colour: tokenColour(stage.tokens, curve.colour),
    }));
    const coloured = { ...input, curves };
    const plane = this.#axes.draw(stage, curveAxes(input, stage));
    const isFew = visiblePoints(curves, plane.x.range) <= MAX_STROKED;
    if (isFew || stage.isVector === true) {
      this.#pixels.forget();
      strokeAll(stage, plane, coloured);
    } else rasterAll(stage, plane, coloured, this.#pixels);
    drawReferences(stage, plane, input.references ?? []);
    drawMarks(stage, plane, input.marks ?? []);
    return plane;
  }

  destroy(): void {
    this.#axes.destroy();
  }
}

function visiblePoints(curves: readonly PreparedCurve[], [from, to]: Range): number {
  return curves.reduce((sum, { x, raw }) => {
    const start = firstFrom(x, from);
    return sum + (indexAfter(x, to, start) - start) * (raw === null ? 1 : 2);
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
  { box, x, y }: LinesPlane,
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
    thickness: lineThickness(curve, isGhost) * ratio,
    dash: curve.dashed ? [DASH[0] * ratio, DASH[1] * ratio] : null,
  }));
  const picture = pixels.draw(lines, x, axis(y.range, y.isLog, height, 0), width, height);
  // Coarse columns are columns, not a blur.
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, box.left, box.top, box.width, box.height);
  context.imageSmoothingEnabled = true;
}

function strokeAll(stage: Stage, plane: LinesPlane, input: CurvesInput): void {
  const { context } = stage;
  const { box, x, y } = plane;
  context.save();
  context.beginPath();
  // Lines along the edges are not cut in half.
  context.rect(box.left - 1, box.top - 1, box.width + 2, box.height + 2);
  context.clip();
  context.lineJoin = context.lineCap = 'round';
  for (const { curve, line, alpha, isGhost } of orderLayers(input)) {
    const { indices } = selectIndices(curve.x, line.values, x, box.width);
    context.globalAlpha = alpha;
    context.strokeStyle = context.fillStyle = curve.colour;
    context.lineWidth = lineThickness(curve, isGhost);
    context.setLineDash(curve.dashed ? [...DASH] : []);
    context.beginPath();
    let isOn = false;
    for (const index of indices) {
      const value = elementAt(line.values, index);
      if (Number.isNaN(value)) isOn = false;
      else if (isOn) context.lineTo(x.to(elementAt(curve.x, index)), y.to(value));
      else {
        context.moveTo(x.to(elementAt(curve.x, index)), y.to(value));
        isOn = true;
      }
    }
    context.stroke();
  }
  context.restore();
  drawDots(stage, plane, input);
}

/** A single value is no line yet. */
function drawDots({ context }: Stage, { x, y }: LinesPlane, input: CurvesInput): void {
  for (const { curve, line, alpha } of orderLayers(input)) {
    const at = curve.x[0] ?? NaN;
    if (curve.x.length !== 1 || at < x.range[0] || at > x.range[1]) continue;
    context.globalAlpha = alpha;
    context.fillStyle = curve.colour;
    context.beginPath();
    context.arc(x.to(at), y.to(elementAt(line.values, 0)), 2.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

function lineThickness({ pale = false }: PreparedCurve, isGhost: boolean): number {
  return isGhost ? 1 : pale ? 1.25 : THICKNESS;
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
  let points = 0;
  let isThinned = false;
  const rows = input.curves.flatMap(({ runId, label, x: xs, line, raw }) => {
    const selected = selectIndices(xs, line.values, x, width);
    points += selected.count;
    isThinned ||= selected.isThinned;
    return selected.indices.map((index) => {
      const value = (of: MinMax): number | null => {
        const found = elementAt(of.values, index);
        return Number.isNaN(found) ? null : found;
      };
      const logged = hasRaw ? [value(raw ?? line)] : [];
      const at = elementAt(xs, index);
      return [runId, label, input.isWall ? new Date(at).toISOString() : at, value(line), ...logged];
    });
  });
  return { columns, rows, ...(isThinned ? { thinnedFrom: points } : {}) };
}

/**
 * Indices of the visible points, with the next one on either side: all of them, or where they are
 * more than four a pixel the first, lowest, highest and last of each pixel, and gaps.
 */
function selectIndices(
  xs: ArrayLike<number>,
  values: ArrayLike<number>,
  x: Axis,
  pixels: number,
): { readonly indices: readonly number[]; readonly count: number; readonly isThinned: boolean } {
  const start = Math.max(0, firstFrom(xs, x.range[0]) - 1);
  const end = Math.min(xs.length, indexAfter(xs, x.range[1], start) + 1);
  const count = end - start;
  if (count <= 4 * pixels)
    return { indices: Array.from({ length: count }, (_, i) => start + i), count, isThinned: false };
  const indices: number[] = [];
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
    for (const index of [low, high, gap, next - 1]) if (index >= 0) chosen.add(index);
    indices.push(...[...chosen].sort((a, b) => a - b));
    at = next;
  }
  return { indices, count, isThinned: true };
}
