import { slices, type Work } from './slices';

/** Two columns as points, row by row. NaN and infinite values leave the row out. */
export interface PointColumns {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface PlaneWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Smallest and largest of the points, and how many there are. */
export function* extentOf({ x, y }: PointColumns): Work<{ window: PlaneWindow | null; points: number }> {
  let points = 0;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i]!;
      const b = y[i]!;
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

/** How many points are in each of two windows, edges included. */
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
      const a = x[i]!;
      const b = y[i]!;
      if (a >= c0 && a <= c1 && b >= d0 && b <= d1) around++;
      if (a >= a0 && a <= a1 && b >= b0 && b <= b1) inside++;
    }
  });
  return { inner: inside, outer: around };
}

/** Rows of the points in a window, ascending. @param count how many there are */
export function* rowsInside({ x, y }: PointColumns, window: PlaneWindow, count: number): Work<Int32Array> {
  const rows = new Int32Array(count);
  const [a0, a1] = window.x;
  const [b0, b1] = window.y;
  let filled = 0;
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i]!;
      const b = y[i]!;
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
export function* countCells({ x, y }: PointColumns, grid: Grid): Work<Uint32Array> {
  const counts = new Uint32Array(grid.columns * grid.rows);
  yield* eachCell({ x, y }, grid, (cell) => {
    counts[cell]!++;
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
  const cells = grid.columns * grid.rows;
  const byClass = new Uint32Array(cells * classCount);
  yield* eachCell(points, grid, (cell, row) => {
    byClass[cell * classCount + classes[row]!]!++;
  });
  const counts = new Uint32Array(cells);
  const majority = new Uint8Array(cells);
  const majorityCounts = new Uint32Array(cells);
  yield* slices(cells, (from, to) => {
    for (let cell = from; cell < to; cell++) {
      let total = 0;
      for (let c = 0; c < classCount; c++) {
        const count = byClass[cell * classCount + c]!;
        total += count;
        if (count > majorityCounts[cell]!) {
          majority[cell] = c;
          majorityCounts[cell] = count;
        }
      }
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
  const cells = grid.columns * grid.rows;
  const counts = new Uint32Array(cells);
  const sums = new Float64Array(cells);
  const valued = new Uint32Array(cells);
  yield* eachCell(points, grid, (cell, row) => {
    counts[cell]!++;
    const value = values[row]!;
    if (value - value !== 0) return;
    sums[cell]! += value;
    valued[cell]!++;
  });
  const means = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) means[cell] = sums[cell]! / valued[cell]!;
  return { counts, means };
}

function* eachCell(
  { x, y }: PointColumns,
  { window, columns, rows }: Grid,
  each: (cell: number, row: number) => void,
): Work<void> {
  const [left, right] = window.x;
  const [bottom, top] = window.y;
  const perX = columns / (right - left);
  const perY = rows / (top - bottom);
  yield* slices(x.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const a = x[i]!;
      const b = y[i]!;
      if (!(a >= left && a <= right && b >= bottom && b <= top)) continue;
      const column = Math.min(columns - 1, Math.floor((a - left) * perX));
      const row = Math.min(rows - 1, Math.floor((b - bottom) * perY));
      each(row * columns + column, i);
    }
  });
}
