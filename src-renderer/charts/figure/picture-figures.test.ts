import { describe, expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { clusterFigure } from '../kmeans/cluster-figures';
import { marginFigure } from '../svm/svm-figures';
import { surfaceFigure } from '../network/surface/surface-figures';

const heading = { name: 'n', title: 't', caption: 'c' };
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
  it('have every place of a surface, x1 first, then what is marked on it', () => {
    const surface = {
      x1: Float64Array.of(0, 1),
      x2: Float64Array.of(5, 6),
      values: Float32Array.of(0.25, 0.5, 0.75, 1),
    };
    const figure = surfaceFigure(heading, {
      surface,
      features: ['p', 'output'],
      domain: [0, 1],
      points: [{ x1: 0.5, x2: 5.5, target: 1 }],
      queryPoints: [{ x1: 1, x2: 5, text: '0.5' }],
    });
    expect(figure.table()).toEqual({
      columns: ['drawn', 'p', 'output_2', 'output'],
      rows: [
        ['output', 0, 5, 0.25],
        ['output', 1, 5, 0.5],
        ['output', 0, 6, 0.75],
        ['output', 1, 6, 1],
        ['point', 0.5, 5.5, 1],
        ['asked', 1, 5, '0.5'],
      ],
    });
  });

  it('have points, centres and the ways they came with the clusters’ names; numbers out of use are left out', () => {
    const frame = {
      kind: 'kmeans' as const,
      step: 2,
      centers: Float64Array.of(1, 2, NaN, NaN, 4, 5),
      sizes: Int32Array.of(1, 0, 2),
      labels: Int32Array.of(0, 2, 2),
    };
    const figure = clusterFigure(heading, {
      sample,
      frame,
      names: ['S', '', 'L'],
      features: [0, 1],
      ranges: [
        [0, 6],
        [0, 7],
      ],
      trails: [Float64Array.of(0, 1, 1, 2)],
      queryPoints: [[4, 4, 2]],
      highlight: null,
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
        ['way of a centre', 0, 1, 'S'],
        ['way of a centre', 1, 2, 'S'],
        ['asked', 4, 4, 'L'],
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
    const input = { sample, frame, queryPoints: [], feature: 0, machine: 0 };
    expect(marginFigure(heading, input).table()).toEqual({
      columns: ['drawn', 'a', 'cluster', 'class', 'logit', 'support vector'],
      rows: [
        ['point', 1, 2, 'no', 0.5, 0],
        ['point', 3, 4, 'yes', 2.5, 1],
        ['point', 5, 6, 'yes', 4.5, 0],
      ],
    });
  });
});
