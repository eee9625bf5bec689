import { describe, expect, it } from 'vitest';
import { Rng } from '../numeric/rng';
import { countCells, countInside, computeExtent, majorityCells, meanCells, rowsInside } from './density';
import { finish } from './slices';

const UNIT = { x: [0, 2], y: [0, 2] } as const;
const GRID = { window: UNIT, columns: 2, rows: 2 };

describe('points in cells', () => {
  it('are where they belong: lower edges to the cell, the outermost upper ones as well', () => {
    const x = Float64Array.of(0, 1, 2, 0.5, 2, -0.1, NaN, 1, Infinity);
    const y = Float64Array.of(0, 1, 2, 1.5, 0, 1, 1, NaN, 1);
    // [row][column] from the bottom: (0, 0) · (2, 0) · (0.5, 1.5) · (1, 1) and (2, 2)
    expect([...finish(countCells({ x, y }, GRID))]).toEqual([1, 1, 1, 2]);
    expect(finish(computeExtent({ x, y }))).toEqual({ points: 6, window: { x: [-0.1, 2], y: [0, 2] } });
  });

  it('are as many as a plain loop finds', () => {
    const rng = new Rng(8);
    const n = 300_000;
    const x = Float64Array.from({ length: n }, () => (rng.uniform() < 0.1 ? NaN : rng.normal()));
    const y = Float64Array.from({ length: n }, () => rng.normal());
    const window = { x: [-1, 2], y: [-0.5, 0.5] } as const;
    const grid = { window, columns: 30, rows: 20 };
    const plain = new Uint32Array(600);
    let inside = 0;
    for (let i = 0; i < n; i++) {
      if (!(x[i] >= -1 && x[i] <= 2 && y[i] >= -0.5 && y[i] <= 0.5)) continue;
      inside++;
      plain[Math.floor((y[i] + 0.5) * 20) * 30 + Math.floor((x[i] + 1) * 10)]++;
    }
    expect(finish(countCells({ x, y }, grid))).toEqual(plain);
    const counted = finish(countInside({ x, y }, window, { x: [-9, 9], y: [-9, 9] }));
    expect(counted.inner).toBe(inside);
    expect(counted.outer).toBe(x.filter((value) => !Number.isNaN(value)).length);
    const rows = finish(rowsInside({ x, y }, window, inside));
    expect(rows).toHaveLength(inside);
    expect(rows.every((row, i) => i === 0 || row > rows[i - 1])).toBe(true);
  });

  it('name the most frequent class and the mean of a cell', () => {
    const x = Float64Array.of(0.5, 0.5, 0.5, 1.5, 1.5);
    const y = Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5);
    const classes = Uint8Array.of(2, 1, 2, 1, 0);
    const { counts, majority, majorityCounts } = finish(majorityCells({ x, y }, GRID, classes, 3));
    expect([...counts]).toEqual([3, 2, 0, 0]);
    expect([...majority.subarray(0, 2)]).toEqual([2, 0]);
    expect([...majorityCounts]).toEqual([2, 1, 0, 0]);
    const { means } = finish(meanCells({ x, y }, GRID, Float64Array.of(1, 2, 6, NaN, NaN)));
    expect([...means]).toEqual([3, NaN, NaN, NaN]);
  });
});
