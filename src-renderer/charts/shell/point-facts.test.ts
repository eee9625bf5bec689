import { expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { featureFacts, onFeatures, rowAt } from './point-facts';
import { createPlane } from '../stage/plane';

const sample: PointSample = {
  features: ['a', 'b', 'c'],
  target: null,
  totalRows: 2,
  count: 2,
  values: Float64Array.of(1, 9, 2, 3, 9.5, 4),
  targets: new Float64Array(0),
  classes: [],
};

/** 100 x 100 pixels at (10, 20) of the chart, over 0 to 5 on both axes. */
const plane = createPlane({ left: 10, top: 20, width: 100, height: 100 }, [0, 5], [0, 5]);

it('finds the row under the pointer, over the two features that are drawn', () => {
  const at = onFeatures(sample, [0, 2]);
  expect([at(0), at(1)]).toEqual([
    [1, 2],
    [3, 4],
  ]);
  // (1, 2) lies at (30, 80) of the chart, (3, 4) at (70, 40).
  expect(rowAt(sample, plane, { x: 30, y: 83 }, at)).toBe(0);
  expect(rowAt(sample, plane, { x: 72, y: 40 }, at)).toBe(1);
  expect(rowAt(sample, plane, { x: 50, y: 60 }, at)).toBeNull();
});

it('names at most eight features on the card', () => {
  expect(featureFacts(sample, 1)).toEqual([
    { name: 'a', value: '3' },
    { name: 'b', value: '9.500' },
    { name: 'c', value: '4' },
  ]);
  const names = Array.from({ length: 12 }, (_, j) => `x${j}`);
  const wide = { ...sample, features: names, values: new Float64Array(24).fill(1) };
  expect(featureFacts(wide, 1).map(({ name }) => name)).toEqual(names.slice(0, 8));
});
