import { describe, expect, it } from 'vitest';
import type { Dependence, Importance } from '../../../src-shared/run/explanation/explanation';
import { drawn, texts } from '../../testing/drawn-figure';
import { curveLines, dependenceFigure, type DependencePicture } from './dependence-picture';
import { importanceFigure, importanceRange } from './importance-picture';

const head = { step: 1, rows: 2, partRows: 2, part: 'validation', seed: 1 } as const;
const heading = { name: 'a', title: 'run', caption: 'of rows' };
const importance: Importance = {
  ...head,
  scale: 'probability',
  outputs: ['no', 'yes'],
  metric: 'accuracy',
  metrics: ['accuracy'],
  baseline: 0.9,
  repeats: 10,
  columns: [
    { column: 'age', mean: 0.3, sd: 0.1, repeats: [] },
    { column: 'shoe', mean: -0.1, sd: 0.2, repeats: [] },
    { column: 'once', mean: 0.05, sd: NaN, repeats: [] },
  ],
};
const found: Dependence = {
  ...head,
  scale: 'probability',
  outputs: ['no', 'yes'],
  grid: {
    column: 'age',
    kind: 'number',
    values: Float64Array.of(20, 40),
    categories: [],
    central: [21, 39],
    rug: Float64Array.of(20, 40),
  },
  mean: Float64Array.of(0.9, 0.6, 0.1, 0.4),
  ice: Float64Array.of(1, 0.7, 0.8, 0.5, 0, 0.3, 0.2, 0.5),
  iceRows: [7, 9],
  ale: {
    edges: Float64Array.of(20, 30, 40),
    values: Float64Array.of(0.1, 0, -0.1, -0.1, 0, 0.1),
    counts: Int32Array.of(1, 1),
  },
};
const picture = (change: Partial<DependencePicture> = {}): DependencePicture => ({
  found,
  output: 1,
  kind: 'dependence',
  title: 'probability of yes',
  ...change,
});

describe('columns that decide', () => {
  it('have room for bars, spreads and 0', () => {
    const [low, high] = importanceRange(importance);
    expect(low).toBeCloseTo(-0.3, 12);
    expect(high).toBeCloseTo(0.4, 12);
    expect(importanceRange({ columns: [] })).toEqual([0, 1]);
  });

  it('are a figure with every column’s mean and standard deviation', () => {
    const figure = importanceFigure(heading, importance);
    expect(figure.table()).toEqual({
      columns: ['column', 'accuracy lost', 'standard deviation'],
      rows: [
        ['age', 0.3, 0.1],
        ['shoe', -0.1, 0.2],
        ['once', 0.05, NaN],
      ],
    });
    expect(texts(drawn(figure))).toEqual(expect.arrayContaining(['age', 'shoe', 'accuracy lost']));
  });
});

describe('the curve of a column', () => {
  it('is the mean of one answer with its rows’ lines, or the accumulated effects', () => {
    const { main, rows } = curveLines(picture());
    expect([...main.y]).toEqual([0.1, 0.4]);
    expect(rows.map(({ y }) => [...y])).toEqual([
      [0, 0.3],
      [0.2, 0.5],
    ]);
    const ale = curveLines(picture({ kind: 'ale' }));
    expect([[...ale.main.x], [...ale.main.y], ale.rows]).toEqual([[20, 30, 40], [-0.1, 0, 0.1], []]);
  });

  it('is a figure with its values', () => {
    const figure = dependenceFigure(heading, picture());
    expect(figure.table()).toEqual({
      columns: ['age', 'probability of yes', 'row 7', 'row 9'],
      rows: [
        [20, 0.1, 0, 0.2],
        [40, 0.4, 0.3, 0.5],
      ],
    });
    expect(texts(drawn(figure))).toEqual(expect.arrayContaining(['age', 'probability of yes', '20', '40']));
  });

  it('has categories by their names', () => {
    const grid = {
      ...found.grid,
      kind: 'category' as const,
      values: Float64Array.of(0, 1),
      categories: ['x', 'y'],
      central: null,
    };
    const figure = dependenceFigure(heading, picture({ found: { ...found, grid, ale: null } }));
    expect(figure.table().rows.map(([name]) => name)).toEqual(['x', 'y']);
    expect(texts(drawn(figure))).toEqual(expect.arrayContaining(['x', 'y']));
  });
});
