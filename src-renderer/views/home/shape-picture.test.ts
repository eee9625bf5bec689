import { expect, it } from 'vitest';
import { at, present } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { shapeDots, SIDE } from './shape-picture';

function makeSample(
  features: number,
  rows: readonly (readonly number[])[],
  targets: readonly number[],
): PointSample {
  return {
    features: Array.from({ length: features }, (_, c) => `x${c + 1}`),
    target: targets.length === 0 ? null : 'y',
    totalRows: rows.length,
    count: rows.length,
    values: Float64Array.from(rows.flat()),
    targets: Float64Array.from(targets),
    classes: [],
  };
}

const coordinates = (path: string): number[][] =>
  path
    .slice(1)
    .split('M')
    .map((dot) => dot.replace('h0', '').split(' ').map(Number));

it('draws a plane at one scale with y upwards, one path a class', () => {
  const dots = shapeDots(
    makeSample(
      2,
      [
        [0, 0],
        [4, 0],
        [4, 2],
      ],
      [0, 1, 1],
    ),
  );
  expect(dots.map(({ colour }) => colour)).toEqual(['--run-2', '--run-1']);
  expect(coordinates(at(dots, 0).path)).toEqual([[8, 59]]);
  expect(coordinates(at(dots, 1).path)).toEqual([
    [76, 59],
    [76, 25],
  ]);
});

it('draws one feature and its target as a curve that fills the square', () => {
  const [dots, ...more] = shapeDots(makeSample(1, [[0], [5], [10]], [-1, 0, 1]));
  expect(more).toEqual([]);
  expect(coordinates(present(dots).path)).toEqual([
    [8, 76],
    [42, 42],
    [76, 8],
  ]);
});

it('shades numbers from low to high', () => {
  const rows = Array.from({ length: 21 }, (_, i) => [i, 0]);
  const dots = shapeDots(
    makeSample(
      2,
      rows,
      rows.map(([i]) => present(i) / 10 - 1),
    ),
  );
  expect(new Set(dots.map(({ colour }) => colour))).toEqual(new Set(['--low', '--high']));
  const lows = dots.filter(({ colour }) => colour === '--low');
  expect(lows).toHaveLength(3);
  // The lowest comes first, and is drawn strongest.
  expect(at(lows, 0).opacity).toBe(0.95);
});

it('draws points of no target, a single point, and nothing, within the square', () => {
  expect(shapeDots(makeSample(2, [[3, 3]], []))).toEqual([
    { path: `M${SIDE / 2}.0 ${SIDE / 2}.0h0`, colour: '--run-1', opacity: 0.75 },
  ]);
  expect(shapeDots(makeSample(2, [], []))).toEqual([]);
});
