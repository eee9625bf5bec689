import { expect, it } from 'vitest';
import { cutWhere, DECIMATE_ABOVE, linePoints, valueRange } from './decimate';
import { nearestIndex } from '../../values/nearest';

const all = { buckets: 400, positiveOnly: false };

it('keeps every point of a short line and makes gaps of what cannot be drawn', () => {
  expect(linePoints([1, 2, 3, 4], [1, NaN, Infinity, 0], { buckets: 10, positiveOnly: true })).toEqual([
    { x: 1, y: 1 },
    { x: 2, y: NaN },
    { x: 3, y: NaN },
    { x: 4, y: NaN },
  ]);
});

it('thins a long line without losing its peaks, ends or order', () => {
  const count = 200000;
  const x = Float64Array.from({ length: count }, (_, i) => i * 10);
  const y = Float64Array.from({ length: count }, (_, i) => Math.sin(i / 900));
  y[123457] = 50;
  y[77777] = -50;
  const points = linePoints(x, y, all);
  expect(points.length).toBeLessThan(5 * all.buckets);
  expect(Math.max(...points.map((point) => point.y))).toBe(50);
  expect(Math.min(...points.map((point) => point.y))).toBe(-50);
  expect(points[0]).toEqual({ x: 0, y: 0 });
  expect(points[points.length - 1]?.x).toBe((count - 1) * 10);
  expect(points.every((point, i) => i === 0 || point.x > points[i - 1]!.x)).toBe(true);
});

it('keeps a gap in a long line', () => {
  const count = DECIMATE_ABOVE + 3000;
  const x = Float64Array.from({ length: count }, (_, i) => i);
  const y = new Float64Array(count).fill(1);
  y[2500] = NaN;
  const points = linePoints(x, y, all);
  expect(points.filter((point) => Number.isNaN(point.y)).map((point) => point.x)).toEqual([2500]);
});

it('survives a series whose steps are all the same', () => {
  const x = new Float64Array(5000).fill(7);
  expect(linePoints(x, x, all).length).toBeGreaterThan(0);
});

it('finds the nearest step', () => {
  const x = [10, 20, 30];
  expect([-5, 14, 15, 16, 24, 99].map((at) => nearestIndex(x, at))).toEqual([0, 0, 0, 1, 1, 2]);
  expect(nearestIndex([], 3)).toBe(-1);
});

it('ranges over drawable values only', () => {
  expect(
    valueRange(
      [
        [NaN, 3],
        [-1, 0, 8],
      ],
      true,
    ),
  ).toEqual([3, 8]);
  expect(
    valueRange(
      [
        [NaN, 3],
        [-1, 0, 8],
      ],
      false,
    ),
  ).toEqual([-1, 8]);
  expect(valueRange([[0, NaN]], true)).toBeNull();
});

it('cuts a line where its restart changes', () => {
  const cut = cutWhere([1, 2, 3, 4], [9, 8, 9, 7], [1, 1, 2, 2]);
  expect([...cut.x]).toEqual([1, 2, 2, 3, 4]);
  expect([...cut.y]).toEqual([9, 8, NaN, 9, 7]);
  expect([...cutWhere([1], [9], [1]).y]).toEqual([9]);
});
