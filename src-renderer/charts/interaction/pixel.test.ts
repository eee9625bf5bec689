import { expect, it } from 'vitest';
import { nearestPoint } from './nearest';
import { toPixel } from './pixel';

it('counts pixels from the edge of the element that listens', () => {
  const event = {
    clientX: 230,
    clientY: 383,
    currentTarget: { getBoundingClientRect: () => ({ left: 200, top: 300 }) },
  };
  expect(toPixel(event as never)).toEqual({ x: 30, y: 83 });
});

it('finds the nearest point within reach; one at NaN is nowhere', () => {
  const [xs, ys] = [
    [0, 10, NaN, 10],
    [0, 0, 0, 4],
  ];
  const findNearest = (x: number, y: number, radius?: number): number | null =>
    nearestPoint(4, (i) => [xs[i]!, ys[i]!], { x, y }, radius);
  expect([findNearest(4, 0), findNearest(6, 1), findNearest(10, 3)]).toEqual([0, 1, 3]);
  expect([findNearest(22, 0), findNearest(21.9, 0)]).toEqual([null, 1]);
  expect([findNearest(4, 0, 4), findNearest(4, 0, 4.1)]).toEqual([null, 0]);
});
