import { expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { curveAt, curveRanges, rowOnCurve, type CurveInput } from './curve-picture';

const curve = { x: Float64Array.of(0, 1, 2), values: Float32Array.of(1, 3, 2) };

const sample: PointSample = {
  features: ['x'],
  target: 'y',
  totalRows: 3,
  count: 3,
  values: Float64Array.of(0, 1, 2),
  targets: Float64Array.of(0, 4, 2),
  classes: [],
};

const input = (change: Partial<CurveInput> = {}): CurveInput => ({
  trainRows: null,
  curve,
  titles: { x: 'x', y: 'y' },
  sample,
  queryPoints: [],
  compact: false,
  ...change,
});

it('reads the output between the points of the curve', () => {
  expect([0, 0.5, 1, 1.75, 2].map((x) => curveAt(curve, x))).toEqual([1, 2, 3, 2.25, 2]);
  expect(curveAt(curve, -0.1)).toBeNaN();
  expect(curveAt(curve, 2.1)).toBeNaN();
  expect(curveAt({ x: Float64Array.of(5, 5), values: Float32Array.of(7, 7) }, 5)).toBe(7);
});

it('draws rows at the number that the output is compared with', () => {
  expect(rowOnCurve(sample, 1)).toEqual([1, 4]);
  const classes = { ...sample, classes: ['no', 'yes'], targets: Float64Array.of(0, 1, 0) };
  expect(rowOnCurve(classes, 1)).toEqual([1, 1]);
  expect(rowOnCurve({ ...classes, classes: [0, 1] }, 1)).toEqual([1, 1]);
});

it('shows all points, asked ones too, with room around', () => {
  const { x, y } = curveRanges(input({ queryPoints: [{ x: 4, y: 2, text: '2' }] }));
  expect(x[0]).toBeLessThan(0);
  expect(x[1]).toBeGreaterThan(4);
  expect(x[1]).toBeLessThan(4.5);
  expect(y[0]).toBeLessThan(0);
  expect(y[0]).toBeGreaterThan(-0.5);
  expect(y[1]).toBeGreaterThan(4);
  expect(y[1]).toBeLessThan(4.5);
});

it('lets a curve that is far off leave the picture', () => {
  const wild = { x: curve.x, values: Float32Array.of(-1e6, NaN, 1e6) };
  const { y } = curveRanges(input({ curve: wild }));
  // The points go from 0 to 4: at most as much again on each side.
  expect(y[0]).toBeGreaterThanOrEqual(-5);
  expect(y[1]).toBeLessThanOrEqual(9);
  const alone = curveRanges(input({ curve: wild, sample: null })).y;
  expect(alone[0]).toBeLessThanOrEqual(-1e6);
});
