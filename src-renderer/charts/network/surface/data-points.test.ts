import { describe, expect, it } from 'vitest';
import type { PointSample, Surface } from '../../../../src-shared/run/live/frames';
import { dataPoints, pointLegend } from './data-points';
import { solidPoints } from './surface-geometry';

/** The output is x1 itself. */
const surface: Surface = {
  x1: Float64Array.of(0, 1),
  x2: Float64Array.of(0, 1),
  values: Float32Array.of(0, 1, 0, 1),
};

function sampleOf(
  points: readonly (readonly [number, number, number])[],
  totalRows = points.length,
): PointSample {
  return {
    features: ['a', 'b'],
    target: 'y',
    totalRows,
    count: points.length,
    values: Float64Array.from(points.flatMap(([x1, x2]) => [x1, x2])),
    targets: Float64Array.from(points.map(([, , target]) => target)),
    classes: ['no', 'yes'],
  };
}

describe('rows of data over an output', () => {
  it('are training rows first, and wrong where the output lies on the other side of the middle', () => {
    const sample = sampleOf([
      [0.1, 0, 0],
      [0.9, 0, 0],
      [0.9, 1, 1],
      [0.2, 1, 1],
    ]);
    const points = dataPoints(sample, 3, surface, [0, 1]);
    expect(points.map(({ isTraining }) => isTraining)).toEqual([true, true, true, false]);
    expect(points.map(({ isWrong }) => isWrong)).toEqual([false, true, false, true]);
    expect(points.map(({ share }) => share)).toEqual([0, 0, 1, 1]);
    expect(pointLegend(points).map(({ label }) => label)).toEqual([
      'training 3',
      'validation 1',
      'misclassified 2',
    ]);
  });

  it('of a sample are told apart by where they lie in the table', () => {
    // Rows 0, 3, 6 and 9 of 12: of eight training rows the sample has three.
    const sample = sampleOf(
      [0, 1, 2, 3].map(() => [0, 0, 0] as const),
      12,
    );
    expect(dataPoints(sample, 8, surface, [0, 1]).map(({ isTraining }) => isTraining)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('are a thousand at most, evenly spread', () => {
    const sample = sampleOf(Array.from({ length: 2500 }, (_, i) => [i, 0, 0] as const));
    const points = dataPoints(sample, null, surface, [0, 1]);
    expect(points).toHaveLength(1000);
    expect(points.slice(0, 3).map(({ x1 }) => x1)).toEqual([0, 2, 5]);
  });

  it('are never wrong where the target is a number, and none without two features', () => {
    const sample = { ...sampleOf([[0.1, 0, 5]]), classes: [] };
    expect(dataPoints(sample, 1, surface, [0, 10])).toMatchObject([{ share: 0.5, isWrong: false }]);
    expect(dataPoints({ ...sample, features: ['a'] }, 1, surface, [0, 10])).toEqual([]);
    expect(pointLegend([])).toEqual([]);
  });
});

describe('rows of data in a solid', () => {
  it('of two classes lie on the surface, of numbers at their target, and none beside the surface', () => {
    const classes = sampleOf([
      [0.25, 0.75, 1],
      [2, 0, 0],
    ]);
    const [on, ...none] = solidPoints(dataPoints(classes, null, surface, [0, 1]), surface, [0, 1], true);
    expect(none).toEqual([]);
    // The output there is 0.25: a quarter of 0.7 above the floor at -0.35, and a hair.
    expect(on?.position).toEqual([-0.25, expect.closeTo(-0.35 + 0.175 + 0.012, 9), -0.25]);
    const numbers = { ...sampleOf([[0.25, 0.75, 5]]), classes: [] };
    const [at] = solidPoints(dataPoints(numbers, null, surface, [0, 10]), surface, [0, 10], false);
    expect(at?.position[1]).toBeCloseTo(0, 9);
  });
});
