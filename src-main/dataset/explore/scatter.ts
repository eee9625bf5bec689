import {
  type Axis,
  type Chart,
  type DrawnBins,
  type DrawnPoints,
  type Interval,
  type ScatterAnswer,
  type View,
} from '../../../src-shared/dataset/explore';
import { square } from '../../../src-shared/portable-math/square';
import {
  countCells,
  countInside,
  computeExtent,
  majorityCells,
  meanCells,
  rowsInside,
  type Grid,
  type PointColumns,
} from '../../algorithms/explore/density';
import type { Work } from '../../algorithms/explore/slices';
import { colourScale, type Classes } from './facts';
import type { ExploredTable, RawColumn } from './rows';

type Request = Extract<Chart, { kind: 'scatter' }>;

/** Above so many in the view, points are counted in cells. */
export const MAX_POINTS = 20_000;
/** With those in the margin around it. */
const MAX_DRAWN = 3 * MAX_POINTS;
/** Side of a cell in CSS pixels. */
const CELL_PX = 2.5;
/** With their classes these take about 40 MB. */
const MAX_CELLS = 1 << 20;
const MAX_AXIS_CATEGORIES = 1000;
/** Room around all points. */
const ROOM = 0.04;

/**
 * The points of two columns in a view: themselves where they are few enough to be seen apart, else
 * how many there are in each cell of a grid.
 */
export function* drawScatter(
  request: Request,
  { x, y, colour }: { x: RawColumn; y: RawColumn; colour: RawColumn | null },
  { rows, rowNumbers }: Pick<ExploredTable, 'rows' | 'rowNumbers'>,
): Work<ScatterAnswer> {
  const points: PointColumns = { x: x.values, y: y.values };
  const { window: extent, points: total } = yield* extentOnce(points);
  const view =
    request.view === null ? wholeView(extent) : { x: ordered(request.view.x), y: ordered(request.view.y) };
  const { window, grid } = toGrid(view, request);
  const inside = yield* countInside(points, view, window);
  const coloured = colour === null ? null : yield* colourScale(colour);
  const classes = coloured?.classes ?? null;
  const isFew = inside.inner <= MAX_POINTS;
  // Few in the view, but a crowd beside it: then nothing is drawn beyond its edges.
  const isCrowded = isFew && inside.outer > MAX_DRAWN;
  const shown = isCrowded ? view : window;
  const drawn = isFew
    ? yield* collectPoints(
        points,
        shown,
        isCrowded ? inside.inner : inside.outer,
        colour,
        classes,
        rowNumbers,
      )
    : yield* binPoints(points, grid, colour, classes);
  return {
    kind: 'scatter',
    rows,
    x: toAxis(x),
    y: toAxis(y),
    colour: coloured?.scale ?? null,
    view,
    window: shown,
    extent,
    total,
    inView: inside.inner,
    missing: rows.used - total,
    drawn,
  };
}

const extents = new WeakMap<Float64Array, WeakMap<Float64Array, Extent>>();
type Extent = ReturnType<typeof computeExtent> extends Work<infer T> ? T : never;

/** A pair of columns is asked about again on every move of the view. */
function* extentOnce({ x, y }: PointColumns): Work<Extent> {
  const ofX = extents.get(x) ?? new WeakMap<Float64Array, Extent>();
  const extent = ofX.get(y) ?? (yield* computeExtent({ x, y }));
  extents.set(x, ofX.set(y, extent));
  return extent;
}

function toAxis({ name, type, categories }: RawColumn): Axis {
  return { name, type, categories: (categories ?? []).slice(0, MAX_AXIS_CATEGORIES) };
}

function ordered([a, b]: Interval): Interval {
  return padded(a <= b ? [a, b] : [b, a], 0);
}

function wholeView(extent: View | null): View {
  if (extent === null) return { x: [0, 1], y: [0, 1] };
  return { x: padded(extent.x, ROOM), y: padded(extent.y, ROOM) };
}

/** With a share of its span on both sides; never empty, also where the values are all the same. */
function padded([low, high]: Interval, room: number): Interval {
  const span = high - low;
  if (!(span > Number.EPSILON * Math.max(Math.abs(low), Math.abs(high)))) {
    const around = Math.abs(low) > 0 ? Math.abs(low) * 0.1 : 1;
    return [low - around, high + around];
  }
  return [low - span * room, high + span * room];
}

/**
 * The view and its margin, cut into cells. Cells lie at whole multiples of their size, so that they
 * stay where they are while the view is moved.
 */
function toGrid(view: View, { width, height, margin }: Request): { window: View; grid: Grid } {
  const area = width * height * square(1 + 2 * margin);
  const side = Math.max(CELL_PX, Math.sqrt(area / MAX_CELLS));
  const across = cells(view.x, Math.max(1, Math.round(width / side)), margin);
  const up = cells(view.y, Math.max(1, Math.round(height / side)), margin);
  const window = { x: across.range, y: up.range };
  return { window, grid: { window, columns: across.count, rows: up.count } };
}

function cells([low, high]: Interval, count: number, margin: number): { range: Interval; count: number } {
  const size = (high - low) / count;
  const from = Math.floor((low - margin * (high - low)) / size);
  const to = Math.ceil((high + margin * (high - low)) / size);
  const range: Interval = [from * size, to * size];
  // Far from zero and close in, whole multiples are no longer exact: then cells begin with the view.
  const isExact = Math.abs(from) < 2 ** 50 && range[0] <= low && range[1] >= high;
  return isExact ? { range, count: to - from } : { range: [low, high], count };
}

function* collectPoints(
  points: PointColumns,
  window: View,
  count: number,
  colour: RawColumn | null,
  classes: Classes | null,
  rowNumbers: Int32Array | null,
): Work<DrawnPoints> {
  const rows = yield* rowsInside(points, window, count);
  const at = (value: (row: number) => number): Float64Array => Float64Array.from(rows, value);
  return {
    how: 'points',
    x: at((row) => points.x[row]!),
    y: at((row) => points.y[row]!),
    colour:
      colour === null
        ? new Float64Array(0)
        : classes === null
          ? at((row) => (Number.isFinite(colour.values[row]) ? colour.values[row]! : NaN))
          : at((row) => classes.of[row]!),
    row: at((row) => (rowNumbers === null ? row : rowNumbers[row]!) + 1),
  };
}

function* binPoints(
  points: PointColumns,
  grid: Grid,
  colour: RawColumn | null,
  classes: Classes | null,
): Work<DrawnBins> {
  const none = {
    majority: new Uint8Array(0),
    majorityCounts: new Uint32Array(0),
    means: new Float32Array(0),
  };
  const counted =
    colour === null
      ? { counts: yield* countCells(points, grid) }
      : classes === null
        ? yield* meanCells(points, grid, colour.values)
        : yield* majorityCells(
            points,
            grid,
            classes.of,
            1 + Math.max(...classes.classes.map((one) => one.class)),
          );
  let most = 0;
  for (const count of counted.counts) if (count > most) most = count;
  return { how: 'binned', columns: grid.columns, rows: grid.rows, most, ...none, ...counted };
}
