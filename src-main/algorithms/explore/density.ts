import { SLICE_ROWS, slices, type Work } from './slices';

/** Two columns as points, row by row. NaN and infinite values leave the row out. */
export interface PointColumns {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A rectangle of the plane, [low, high] on either axis, edges included. */
export interface PlaneWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/**
 * Smallest rectangle that holds all points, and how many points there are; rows with NaN or infinite
 * values are no points. `window` is null without any.
 */
export function* computeExtent({ x, y }: PointColumns): Work<{ window: PlaneWindow | null; points: number }> {
  let points = 0;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i];
      const b = y[i];
      // Neither of them is NaN or infinite.
      if (a - a + (b - b) !== 0) continue;
      points++;
      if (a < left) left = a;
      if (a > right) right = a;
      if (b < bottom) bottom = b;
      if (b > top) top = b;
    }
  });
  return { points, window: points === 0 ? null : { x: [left, right], y: [bottom, top] } };
}

/** Number of points in each of two rectangles, edges included, in one pass. */
export function* countInside(
  { x, y }: PointColumns,
  inner: PlaneWindow,
  outer: PlaneWindow,
): Work<{ inner: number; outer: number }> {
  const [a0, a1] = inner.x;
  const [b0, b1] = inner.y;
  const [c0, c1] = outer.x;
  const [d0, d1] = outer.y;
  let inside = 0;
  let around = 0;
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i];
      const b = y[i];
      if (a >= c0 && a <= c1 && b >= d0 && b <= d1) around++;
      if (a >= a0 && a <= a1 && b >= b0 && b <= b1) inside++;
    }
  });
  return { inner: inside, outer: around };
}

/**
 * Row numbers, from 0 and ascending, of the points in a window, edges included.
 * @param count number of these points, as {@link countInside} gives it
 */
export function* rowsInside({ x, y }: PointColumns, window: PlaneWindow, count: number): Work<Int32Array> {
  const rows = new Int32Array(count);
  const [a0, a1] = window.x;
  const [b0, b1] = window.y;
  let filled = 0;
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i];
      const b = y[i];
      if (a >= a0 && a <= a1 && b >= b0 && b <= b1) rows[filled++] = i;
    }
  });
  return rows;
}

/** A window cut into equal cells; cell [row][column], the first row at the lowest y. */
export interface Grid {
  readonly window: PlaneWindow;
  readonly columns: number;
  readonly rows: number;
}

/** Points of each cell; cells are closed below, those at the upper edges above as well. */
export function* countCells(points: PointColumns, grid: Grid): Work<Uint32Array> {
  const counts = new Uint32Array(grid.columns * grid.rows);
  yield* findCells(points, grid, (cells, length) => {
    for (let i = 0; i < length; i++) if (cells[i] >= 0) counts[cells[i]]++;
  });
  return counts;
}

/**
 * The most frequent class of each cell (the lowest of several) and how many points are of it.
 * @param classes class of each row, below `classCount` (at most 16)
 */
export function* majorityCells(
  points: PointColumns,
  grid: Grid,
  classes: Uint8Array,
  classCount: number,
): Work<{ counts: Uint32Array; majority: Uint8Array; majorityCounts: Uint32Array }> {
  const size = grid.columns * grid.rows;
  const byClass = new Uint32Array(size * classCount);
  yield* findCells(points, grid, (cells, length, from) => {
    for (let i = 0; i < length; i++) {
      if (cells[i] >= 0) byClass[cells[i] * classCount + classes[from + i]]++;
    }
  });
  const counts = new Uint32Array(size);
  const majority = new Uint8Array(size);
  const majorityCounts = new Uint32Array(size);
  yield* slices(size, (from, to) => {
    for (let cell = from; cell < to; cell++) {
      let total = 0;
      let most = 0;
      for (let c = 0; c < classCount; c++) {
        const count = byClass[cell * classCount + c];
        total += count;
        if (count > most) {
          most = count;
          majority[cell] = c;
        }
      }
      majorityCounts[cell] = most;
      counts[cell] = total;
    }
  });
  return { counts, majority, majorityCounts };
}

/** Points of each cell, and the mean of `values` over those of them that have one. */
export function* meanCells(
  points: PointColumns,
  grid: Grid,
  values: Float64Array,
): Work<{ counts: Uint32Array; means: Float32Array }> {
  const size = grid.columns * grid.rows;
  const counts = new Uint32Array(size);
  const sums = new Float64Array(size);
  const valued = new Uint32Array(size);
  yield* findCells(points, grid, (cells, length, from) => {
    for (let i = 0; i < length; i++) {
      const cell = cells[i];
      if (cell < 0) continue;
      counts[cell]++;
      const value = values[from + i];
      if (value - value !== 0) continue;
      sums[cell] += value;
      valued[cell]++;
    }
  });
  const means = new Float32Array(size);
  for (let cell = 0; cell < size; cell++) means[cell] = sums[cell] / valued[cell];
  return { counts, means };
}

/** The cell of each row, −1 outside of the window, a part of the rows at a time. */
function* findCells(
  { x, y }: PointColumns,
  { window, columns, rows }: Grid,
  each: (cells: Int32Array, length: number, from: number) => void,
): Work<void> {
  const [left, right] = window.x;
  const [bottom, top] = window.y;
  const perX = columns / (right - left);
  const perY = rows / (top - bottom);
  const cells = new Int32Array(Math.min(x.length, SLICE_ROWS));
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i];
      const b = y[i];
      if (!(a >= left && a <= right && b >= bottom && b <= top)) {
        cells[i - from] = -1;
        continue;
      }
      const column = Math.min(columns - 1, Math.floor((a - left) * perX));
      const row = Math.min(rows - 1, Math.floor((b - bottom) * perY));
      cells[i - from] = row * columns + column;
    }
    each(cells, to - from, from);
  });
}
