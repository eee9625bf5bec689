import { describe, expect, it } from 'vitest';
import type { NetworkFrame } from '../../../src-shared/run/live/frames';
import { confusionView } from '../evaluation/confusion-view';
import { drawn, texts } from '../../testing/drawn-figure';
import type { Figure } from './figure';
import { gridFigure } from './grid-figure';
import { graphFigure } from '../network/graph/graph-figure';
import { profileFigure, scoreFigure } from '../kmeans/cluster-figures';
import { confusionFigure } from '../evaluation/evaluation-figures';

const heading = { name: 'n', title: 'Title', caption: 'Caption.' };

describe(graphFigure, () => {
  const layer = {
    inputs: 2,
    units: 1,
    activation: 'sigmoid' as const,
    kernel: Float32Array.of(0.5, -2),
    bias: Float32Array.of(0.25),
  };
  const frame = {
    kind: 'network',
    step: 3,
    layers: [layer],
    surface: null,
    curve: null,
    regions: null,
    units: null,
  } as unknown as NetworkFrame;
  const graph = { frame, inputs: ['a', 'b'], outputs: ['y'], loss: 'MSE', optimizer: 'SGD 0.1' };

  it('has every weight and bias that is drawn; negative ones are dashed as well', () => {
    const figure = graphFigure(heading, graph);
    expect(figure.table()).toEqual({
      columns: ['drawn', 'layer', 'from', 'to', 'value'],
      rows: [
        ['weight', 1, 'a', 'y', 0.5],
        ['weight', 1, 'b', 'y', -2],
        ['bias', 1, null, 'y', 0.25],
      ],
    });
    const svg = drawn(figure);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['Title', 'Caption.', 'inputs', 'output', 'MSE', 'SGD 0.1', 'b 0.250']),
    );
    const curves = [...svg.matchAll(/<path d="M[^"]*C[^"]*"[^>]*>/g)].map(([path]) => path);
    expect(curves.filter((path) => path.includes('stroke="#0066cc"'))).toHaveLength(1);
    const [negative] = curves.filter((path) => path.includes('stroke="#cc5500"'));
    expect(negative).toContain('stroke-dasharray="7 4"');
    // The larger weight is the broader line.
    expect(negative).toContain('stroke-width="5.75"');
  });

  it('says the sizes of layers where there are too many weights to draw', () => {
    const large = { ...frame, layers: [{ ...layer, kernel: null, bias: null }] } as unknown as NetworkFrame;
    const figure = graphFigure(heading, { ...graph, frame: large });
    expect(figure.legend).toEqual([]);
    expect(figure.table().rows).toEqual([[1, 2, 1, 'sigmoid']]);
    drawn(figure);
  });

  it('is made smaller where its columns do not fit', () => {
    const scaled = (width: number): number =>
      Number(/scale\(([\d.]+) /.exec(drawn(graphFigure(heading, graph), { width, height: 400 }))![1]);
    expect(scaled(200)).toBeLessThan(0.6);
    expect(scaled(2000)).toBeGreaterThan(0.9);
  });
});

describe(gridFigure, () => {
  const part = (title: string, columns: string[], row: (string | number)[]): Figure => ({
    ...heading,
    title,
    legend: [{ label: 'both', colour: '#000000' }],
    draw: ({ context, width, height }) => {
      context.fillRect(0, 0, width, height);
    },
    table: () => ({ columns, rows: [row] }),
  });
  const parts = [
    part('one', ['x', 'y'], [1, 2]),
    part('two', ['y', 'z'], [3, 4]),
    part('three', ['x'], [5]),
    part('four', ['chart'], ['own']),
  ];

  it('joins the tables by their columns, with the title of each chart', () => {
    expect(gridFigure(heading, parts).table()).toEqual({
      columns: ['chart', 'x', 'y', 'z', 'chart_2'],
      rows: [
        ['one', 1, 2, null, null],
        ['two', null, 3, 4, null],
        ['three', 5, null, null, null],
        ['four', null, null, null, 'own'],
      ],
    });
  });

  it('draws four in two rows, each with room of its own, and one legend', () => {
    const svg = drawn(gridFigure(heading, parts));
    expect(texts(svg).filter((text) => text === 'both')).toHaveLength(1);
    const labels = [...svg.matchAll(/translate\(([\d.]+) ([\d.]+)\)"><text[^>]*>(one|two|three|four)</g)];
    const lefts = new Set(labels.map(([, left]) => left));
    const tops = new Set(labels.map(([, , top]) => top));
    expect([labels.length, lefts.size, tops.size]).toEqual([4, 2, 2]);
  });
});

describe('figures of scores', () => {
  it('have k and the score, the mark and the axis named', () => {
    const figure = scoreFigure(heading, 'Inertia', {
      title: 'lower is better',
      ks: [1, 2, 3],
      values: [30, 10, null],
      mark: { k: 2, label: 'knee, k = 2' },
      chosen: 2,
    });
    expect(figure.table()).toEqual({
      columns: ['k', 'Inertia'],
      rows: [
        [1, 30],
        [2, 10],
        [3, null],
      ],
    });
    const svg = drawn(figure);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['k', '1', '2', '3', 'knee, k = 2', 'lower is better']),
    );
    // One mark a score that there is.
    expect(svg.match(/fill="none" stroke="#006666"/g)).toHaveLength(3);
  });

  it('have the counts and shares of a confusion matrix', () => {
    const view = confusionView([8, 2, 1, 9], ['no', 'yes']);
    const figure = confusionFigure(heading, view, String);
    expect(figure.table().rows).toEqual([
      ['no', 'no', 8, 0.8],
      ['no', 'yes', 2, 0.2],
      ['yes', 'no', 1, 0.1],
      ['yes', 'yes', 9, 0.9],
    ]);
    expect(texts(drawn(figure))).toEqual(
      expect.arrayContaining(['true', 'predicted', 'no', 'yes', '8', '80 %']),
    );
  });

  it('have every centre over every feature', () => {
    const profile = { values: [Float64Array.of(-1, 0.5), Float64Array.of(1, 0)], unit: 'deviations' };
    const figure = profileFigure(heading, {
      features: ['a', 'b'],
      profile,
      centers: Float64Array.of(10, 20, 30, 40),
      names: ['S', 'L'],
    });
    expect(figure.table().rows).toEqual([
      ['S', 'a', -1, 10],
      ['S', 'b', 0.5, 20],
      ['L', 'a', 1, 30],
      ['L', 'b', 0, 40],
    ]);
    expect(texts(drawn(figure))).toEqual(expect.arrayContaining(['S', 'L', 'a', 'b', 'deviations']));
  });
});
