import { say } from '../../../src-shared/language/say';
import type { Axis } from '../../../src-shared/dataset/explore';
import type { Dependence } from '../../../src-shared/run/explanation/explanation';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure } from '../figure/figure';
import { axisTicks } from '../scales/axis-ticks';
import {
  AXIS_BOTTOM,
  AXIS_TOP,
  createPlane,
  drawAxes,
  leftRoom,
  numberTicks,
  type Plane,
} from '../stage/plane';
import type { Stage } from '../stage/stage';

/** What is drawn of a column: the mean over the rows with single rows beside it, or accumulated effects. */
export type CurveKind = 'dependence' | 'ale';

export interface DependencePicture {
  readonly found: Dependence;
  /** Of the answers, which one. */
  readonly output: number;
  readonly kind: CurveKind;
  /** Name of the answer, on the axis. */
  readonly title: string;
}

interface CurveLine {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The curve itself, and the lines of single rows. */
export function curveLines({ found, output, kind }: DependencePicture): {
  main: CurveLine;
  rows: CurveLine[];
} {
  const { grid, mean, ice, iceRows, ale } = found;
  if (kind === 'ale' && ale !== null) {
    const points = ale.edges.length;
    return {
      main: { x: ale.edges, y: ale.values.subarray(output * points, (output + 1) * points) },
      rows: [],
    };
  }
  const points = grid.values.length;
  return {
    main: { x: grid.values, y: mean.subarray(output * points, (output + 1) * points) },
    rows: iceRows.map((_, line) => {
      const at = (output * iceRows.length + line) * points;
      return { x: grid.values, y: ice.subarray(at, at + points) };
    }),
  };
}

/** Draws the curve over the column's values, its rows as marks under it. @returns where the axes lie */
export function drawDependence(stage: Stage, picture: DependencePicture): Plane {
  const { context, tokens, width, height } = stage;
  const { grid } = picture.found;
  const { main, rows } = curveLines(picture);
  const isCategory = grid.kind === 'category';
  const xRange = xRangeOf(picture);
  const yRange = paddedRange([main, ...rows].flatMap(({ y }) => [Math.min(...y), Math.max(...y)]));
  const tall = Math.max(30, height - AXIS_TOP - AXIS_BOTTOM);
  const left = leftRoom(stage, yRange, tall);
  const box = { left, top: AXIS_TOP, width: Math.max(30, width - left - 16), height: tall };
  const plane = createPlane(box, xRange, yRange);
  drawEnds(stage, plane, grid.central);
  const axis: Axis = { name: grid.column, type: grid.kind, categories: grid.categories };
  drawAxes(
    stage,
    plane,
    { x: grid.column, y: picture.title },
    { x: axisTicks(axis, xRange, box.width, 84), y: numberTicks(yRange, box.height, 52) },
  );
  context.save();
  context.beginPath();
  context.rect(box.left - 6, box.top - 6, box.width + 12, box.height + 12);
  context.clip();
  context.lineJoin = 'round';
  if (isCategory) drawPoints(stage, plane, main, rows);
  else {
    for (const line of rows) strokeLine(stage, plane, line, { colour: tokens.text3, width: 1, alpha: 0.3 });
    strokeLine(stage, plane, main, { colour: tokens.palette[0] ?? tokens.accent, width: 2.5, alpha: 1 });
    drawRug(stage, plane, grid.rug);
  }
  context.restore();
  return plane;
}

function xRangeOf({ found: { grid, ale }, kind }: DependencePicture): readonly [number, number] {
  if (grid.kind === 'category') return [-0.5, grid.categories.length - 0.5];
  const values = kind === 'ale' && ale !== null ? ale.edges : grid.values;
  const low = values[0] ?? 0;
  const high = values[values.length - 1] ?? 1;
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

function paddedRange(values: readonly number[]): readonly [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = 0.05 * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}

/** Beyond nine rows of ten there are few: the ground is darker there. */
function drawEnds({ context, tokens }: Stage, plane: Plane, central: Dependence['grid']['central']): void {
  if (central === null) return;
  const { box } = plane;
  const [from, to] = central.map(plane.toX);
  if (from === undefined || to === undefined) return;
  context.save();
  context.globalAlpha = 0.35;
  context.fillStyle = tokens.grid;
  if (from > box.left) context.fillRect(box.left, box.top, from - box.left, box.height);
  const right = box.left + box.width;
  if (to < right) context.fillRect(to, box.top, right - to, box.height);
  context.restore();
}

function strokeLine(
  { context }: Stage,
  { toX, toY }: Plane,
  { x, y }: CurveLine,
  pen: { readonly colour: string; readonly width: number; readonly alpha: number },
): void {
  context.globalAlpha = pen.alpha;
  context.strokeStyle = pen.colour;
  context.lineWidth = pen.width;
  context.beginPath();
  y.forEach((value, i) => {
    if (i === 0) context.moveTo(toX(x[i] ?? 0), toY(value));
    else context.lineTo(toX(x[i] ?? 0), toY(value));
  });
  context.stroke();
  context.globalAlpha = 1;
}

/** Categories have no way from one to the next: their means are points. */
function drawPoints(
  { context, tokens }: Stage,
  { toX, toY }: Plane,
  main: CurveLine,
  rows: readonly CurveLine[],
): void {
  context.fillStyle = tokens.text3;
  context.globalAlpha = 0.35;
  for (const { x, y } of rows) {
    y.forEach((value, i) => {
      context.fillRect(toX(x[i] ?? 0) - 12, toY(value) - 0.5, 24, 1);
    });
  }
  context.globalAlpha = 1;
  context.fillStyle = tokens.palette[0] ?? tokens.accent;
  main.y.forEach((value, i) => {
    context.beginPath();
    context.arc(toX(main.x[i] ?? 0), toY(value), 5, 0, 2 * Math.PI);
    context.fill();
  });
}

function drawRug({ context, tokens }: Stage, { toX, box }: Plane, rug: Float64Array): void {
  context.strokeStyle = tokens.text2;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  for (const value of rug) {
    context.moveTo(toX(value), box.top + box.height);
    context.lineTo(toX(value), box.top + box.height - 6);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** The curve as a figure; its table has the rows' own lines too. */
export function dependenceFigure(heading: FigureHeading, picture: DependencePicture): Figure {
  const { found, title, kind } = picture;
  const { grid, iceRows } = found;
  const { main, rows } = curveLines(picture);
  const hasRows = rows.length > 0;
  return {
    ...heading,
    legend: [
      { label: kind === 'ale' ? say('accumulated effect') : say('mean of the rows'), colour: 'var(--run-1)' },
      ...(hasRows ? [{ label: say('single rows'), colour: 'var(--text-3)' }] : []),
    ],
    draw: (stage) => {
      drawDependence(stage, picture);
    },
    table: () => ({
      columns: [grid.column, title, ...(hasRows ? iceRows.map((row) => say('row {row}', { row })) : [])],
      rows: Array.from(main.y, (value, i) => [
        grid.kind === 'category' ? (grid.categories[i] ?? '') : (main.x[i] ?? NaN),
        value,
        ...rows.map(({ y }) => y[i] ?? NaN),
      ]),
    }),
  };
}
