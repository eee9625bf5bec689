import { describe, expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/frames';
import { clusterFigure, marginFigure, surfaceFigure } from './picture-figures';

const words = { name: 'n', title: 't', caption: 'c' };
const sample: PointSample = {
  features: ['a', 'cluster'],
  target: 'y',
  totalRows: 3,
  count: 3,
  values: Float64Array.of(1, 2, 3, 4, 5, 6),
  targets: Float64Array.of(0, 1, 1),
  classes: ['no', 'yes'],
};

describe('tables of pictures', () => {
  it('have every place of a surface, x1 first', () => {
    const surface = {
      x1: Float64Array.of(0, 1),
      x2: Float64Array.of(5, 6),
      values: Float32Array.of(0.25, 0.5, 0.75, 1),
    };
    const figure = surfaceFigure(words, {
      surface,
      features: ['p', 'output'],
      domain: [0, 1],
      ranges: null,
      sample: null,
      solid: false,
      camera: null,
    });
    expect(figure.table()).toEqual({
      columns: ['p', 'output_2', 'output'],
      rows: [
        [0, 5, 0.25],
        [1, 5, 0.5],
        [0, 6, 0.75],
        [1, 6, 1],
      ],
    });
  });

  it('have points and centres with the clusters’ names; numbers out of use are left out', () => {
    const frame = {
      kind: 'kmeans' as const,
      step: 2,
      centers: Float64Array.of(1, 2, NaN, NaN, 4, 5),
      sizes: Int32Array.of(1, 0, 2),
      labels: Int32Array.of(0, 2, 2),
    };
    const figure = clusterFigure(words, {
      sample,
      frame,
      names: ['S', '', 'L'],
      ranges: null,
    });
    expect(figure.legend.map(({ label }) => label)).toEqual(['S (1)', 'L (2)']);
    expect(figure.table()).toEqual({
      columns: ['drawn', 'a', 'cluster_2', 'cluster'],
      rows: [
        ['point', 1, 2, 'S'],
        ['point', 3, 4, 'L'],
        ['point', 5, 6, 'L'],
        ['centre', 1, 2, 'S'],
        ['centre', 4, 5, 'L'],
      ],
    });
  });

  it('have the logit of every point and who holds the margin', () => {
    const frame = {
      kind: 'svm' as const,
      step: 3,
      coef: Float64Array.of(2, -1),
      intercept: 0.5,
      supportVectors: Int32Array.of(1),
    };
    // 2a - b + 0.5
    expect(marginFigure(words, { sample, frame, ranges: null }).table()).toEqual({
      columns: ['a', 'cluster', 'class', 'logit', 'support vector'],
      rows: [
        [1, 2, 'no', 0.5, 0],
        [3, 4, 'yes', 2.5, 1],
        [5, 6, 'yes', 4.5, 0],
      ],
    });
  });
});
