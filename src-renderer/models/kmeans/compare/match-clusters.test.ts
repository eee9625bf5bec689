import { describe, expect, it } from 'vitest';
import type { KMeansFrame, PointSample } from '../../../../src-shared/run/live/frames';
import { areSameRows, matchToFirst } from './match-clusters';

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
