import { describe, expect, it } from 'vitest';
import type { KMeansFrame, NetworkFrame, PointSample, Surface } from '../../../src-shared/run/live/frames';
import { areSameRows, matchToFirst, pictureLinks, surfaceDifference } from './compare-pictures';

const sample = (values: number[], features = ['a', 'b']): PointSample => ({
  features,
  target: null,
  totalRows: values.length / features.length,
  count: values.length / features.length,
  values: Float64Array.from(values),
  targets: new Float64Array(0),
  classes: [],
});
const points = sample([0, 0, 1, 0, 5, 5, 6, 5]);
const clusters = (labels: number[], centers: number[], sizes: number[]): KMeansFrame => ({
  kind: 'kmeans',
  step: 1,
  labels: Int32Array.from(labels),
  centers: Float64Array.from(centers),
  sizes: Int32Array.from(sizes),
});
const surface = (x1: number[], x2: number[], values: number[]): Surface => ({
  x1: Float64Array.from(x1),
  x2: Float64Array.from(x2),
  values: Float32Array.from(values),
});
const network = (over: Surface, activation: string): NetworkFrame => ({
  kind: 'network',
  step: 1,
  layers: [{ inputs: 2, units: 1, activation, kernel: null, bias: null }],
  surface: over,
  regions: null,
  curve: null,
});

describe(matchToFirst, () => {
  const first = { frame: clusters([0, 0, 1, 1], [0.5, 0, 5.5, 5], [2, 2]), sample: points };

  it('numbers clusters, centres, sizes and names as the first run does', () => {
    const other = { frame: clusters([1, 1, 0, 0], [5.4, 5, 0.6, 0], [20, 30]), sample: points };
    const matched = matchToFirst(first, other, ['large', 'small']);
    expect([...(matched?.frame.labels ?? [])]).toEqual([0, 0, 1, 1]);
    expect([...(matched?.frame.centers ?? [])]).toEqual([0.6, 0, 5.4, 5]);
    expect([...(matched?.frame.sizes ?? [])]).toEqual([30, 20]);
    expect(matched?.names).toEqual(['small', 'large']);
    expect(matched?.agreement).toEqual({ rand: 1, information: 1, rows: 4 });
  });

  it('gives a cluster more than the first run has a number of its own', () => {
    const other = { frame: clusters([2, 0, 1, 1], [1, 0, 5.5, 5, 0, 0], [1, 2, 1]), sample: points };
    const matched = matchToFirst(first, other, []);
    expect(new Set(matched?.frame.labels)).toEqual(new Set([0, 1, 2]));
    expect([...(matched?.frame.labels ?? [])].slice(2)).toEqual([1, 1]);
    expect(matched?.agreement?.rand).toBeCloseTo(0.5714285714285714, 12);
  });

  it('leaves the places of clusters that a run has not empty', () => {
    const three = { frame: clusters([0, 1, 2, 2], [0, 0, 1, 0, 5.5, 5], [1, 1, 2]), sample: points };
    const two = { frame: clusters([1, 1, 0, 0], [5.5, 5, 0.5, 0], [2, 2]), sample: points };
    const matched = matchToFirst(three, two, []);
    expect([...(matched?.frame.labels ?? [])].slice(2)).toEqual([2, 2]);
    expect(matched?.frame.centers).toHaveLength(6);
    expect([...(matched?.frame.centers ?? [])].filter(Number.isNaN)).toHaveLength(2);
  });

  it('does not match runs that draw other rows', () => {
    const other = { frame: first.frame, sample: sample([0, 0, 1, 0, 5, 5, 6, 7]) };
    expect(matchToFirst(first, other, [])).toBeNull();
    expect(areSameRows(points, sample([0, 1, 5, 6], ['a']))).toBe(true);
    expect(areSameRows(points, sample([0, 1, 5, 6], ['c']))).toBe(false);
  });
});

describe(pictureLinks, () => {
  it('gives surfaces one range of each axis and of colours', () => {
    const a = network(surface([0, 1], [0, 1], [0, 1, 2, 3]), 'linear');
    const b = network(surface([-1, 0.5], [0, 2], [-1, 0, 0, 0]), 'linear');
    expect(pictureLinks([{ frame: a, sample: null }, null, { frame: b, sample: null }])).toEqual({
      domain: [-1, 3],
      ranges: { x: [-1, 1], y: [0, 2] },
    });
    const sigmoid = network(surface([0, 1], [0, 1], [0.4, 0.5, 0.5, 0.5]), 'sigmoid');
    expect(pictureLinks([{ frame: sigmoid, sample: null }]).domain).toEqual([0, 1]);
  });

  it('links no axes of different features', () => {
    const frame = clusters([0, 0, 0, 0], [0, 0], [4]);
    const links = pictureLinks([
      { frame, sample: points },
      { frame, sample: sample([...points.values], ['a', 'c']) },
    ]);
    expect(links).toEqual({ domain: null, ranges: null });
    expect(pictureLinks([{ frame, sample: points }]).ranges?.x[1]).toBeGreaterThan(6);
  });
});

describe(surfaceDifference, () => {
  it('is A - B on the grid of A, where B has a value, with colours even around 0', () => {
    const a = surface([0, 1, 2], [0, 1], [1, 2, 3, 4, 5, 6]);
    const b = surface([0, 2], [0, 1], [0, 2, 2, 6]);
    const found = surfaceDifference(a, b);
    expect([...(found?.surface.values ?? [])]).toEqual([1, 1, 1, 2, 1, 0]);
    expect(found?.domain).toEqual([-2, 2]);
    expect(surfaceDifference(a, a)?.domain).toEqual([-1, 1]);
  });

  it('is only of what both planes hold, and null of none', () => {
    const a = surface([0, 1, 2], [0, 1], [1, 2, 3, 4, 5, 6]);
    const half = surface([1, 3], [0, 1], [0, 0, 0, 0]);
    expect([...(surfaceDifference(a, half)?.surface.x1 ?? [])]).toEqual([1, 2]);
    expect(surfaceDifference(a, surface([5, 6], [0, 1], [0, 0, 0, 0]))).toBeNull();
  });
});
