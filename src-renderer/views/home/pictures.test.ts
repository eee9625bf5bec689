import { expect, it } from 'vitest';
import { clusterPicture, marginPicture, xnorOutput } from './pictures';

it('draws a network that has learnt XNOR', () => {
  const corners = [xnorOutput(0, 0), xnorOutput(0, 1), xnorOutput(1, 0), xnorOutput(1, 1)];
  expect(corners.map(Math.round)).toEqual([1, 0, 0, 1]);
});

it('draws clusters that have settled, ordered by weight', () => {
  const { points, trails } = clusterPicture();
  expect(new Set(points.map((point) => point.group)).size).toBe(4);
  const weights = trails.map((trail) => trail[trail.length - 1]?.[1] ?? NaN);
  expect([...weights].sort((a, b) => a - b)).toEqual(weights);
});

it('draws classes on their own side of the line, with a gap', () => {
  for (const point of marginPicture()) {
    const side = (point.y - point.x) / Math.SQRT2;
    expect(point.group === 1 ? side : -side).toBeGreaterThanOrEqual(0.499);
  }
});
