import { describe, expect, it } from 'vitest';
import type { ScatterAnswer } from '../../../src-shared/dataset/explore';
import type { NetworkFrame } from '../../../src-shared/run/live/frames';
import { confusionView } from '../evaluation/confusion-view';
import type { ChartTokens } from '../stage/theme';
import { figureSvg, type Figure } from './figure';
import { gridFigure } from './grid-figure';
import { correlationFigure, scatterFigure } from '../explore/explore-figures';
import { histogramFigure } from '../explore/histogram-figure';
import { graphFigure } from '../network/graph/graph-figure';
import { profileFigure, scoreFigure } from '../kmeans/cluster-figures';
import { confusionFigure } from '../evaluation/evaluation-figures';

const heading = { name: 'n', title: 'Title', caption: 'Caption.' };
const tokens: ChartTokens = {
  text: '#111111',
  text2: '#444444',
  text3: '#777777',
  axis: '#555555',
  grid: '#eeeeee',
  border: '#cccccc',
  surface: '#ffffff',
  accent: '#006666',
  low: '#cc5500',
  mid: '#ffffff',
  high: '#0066cc',
  palette: ['#0000aa', '#aa0000'],
  sequence: ['#ffffff', '#888888', '#000000'],
  fontUi: 'Inter',
  fontNumber: 'Mono',
};

function drawn(figure: Figure, size = { width: 800, height: 500 }): string {
  const svg = figureSvg(figure, size, tokens, (_, text) => 6 * text.length);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  return svg;
}

const texts = (svg: string): string[] => [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text!);

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
  const graph = { frame, inputs: ['a', 'b'], output: 'y', loss: 'MSE', optimizer: 'SGD 0.1' };

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

describe('figures of data', () => {
  it('have each pair of columns, and nothing where there is no correlation', () => {
    const figure = correlationFigure(heading, {
      kind: 'correlation',
      rows: { total: 9, used: 9, doubtful: 0 },
      method: 'pearson',
      columns: ['a', 'b'],
      values: Float64Array.of(1, NaN, NaN, 1),
      pairs: Float64Array.of(9, 8, 8, 9),
      leftOut: [],
      from: 9,
    } as unknown as Parameters<typeof correlationFigure>[1]);
    expect(figure.table()).toEqual({
      columns: ['row', 'column', 'pearson', 'rows'],
      rows: [
        ['a', 'a', 1, 9],
        ['a', 'b', null, 8],
        ['b', 'a', null, 8],
        ['b', 'b', 1, 9],
      ],
    });
    drawn(figure);
  });

  it('have the edges of each bar and its parts by class', () => {
    const column = {
      name: 'size',
      type: 'number',
      shape: 'bins',
      missing: 0,
      bad: 0,
      low: 0,
      high: 4,
      counts: [3, 1],
      byClass: [
        [2, 0],
        [1, 1],
      ],
    } as const;
    const classes = [
      { class: 0, label: 'from', count: 2 },
      { class: 1, label: 'other', count: 2 },
    ];
    const figure = histogramFigure(heading, column, classes);
    expect(figure.table()).toEqual({
      columns: ['from', 'to', 'rows', 'from_2', 'other'],
      rows: [
        [0, 2, 3, 2, 1],
        [2, 4, 1, 0, 1],
      ],
    });
    expect(texts(drawn(figure))).toEqual(expect.arrayContaining(['size', 'rows', 'from', 'other']));
  });

  const axis = { name: 'x', type: 'number', words: [] } as const;
  const answer = {
    kind: 'scatter',
    rows: { total: 3, used: 3, doubtful: 0 },
    x: axis,
    y: { ...axis, name: 'day', type: 'date' },
    colour: { kind: 'classes', name: 'x', classes: [{ class: 0, label: 'red', count: 3 }] },
    view: { x: [0, 10], y: [0, 10] },
    window: { x: [0, 10], y: [0, 10] },
    extent: null,
    total: 3,
    inView: 2,
    missing: 0,
    drawn: {
      how: 'points',
      x: Float64Array.of(1, 5, 9),
      y: Float64Array.of(1, 5, 9),
      colour: Float64Array.of(0, 0, 0),
      row: Float64Array.of(11, 12, 13),
    },
  } as const satisfies ScatterAnswer;

  it('have the points in view, dates and classes as words', () => {
    const figure = scatterFigure(heading, { answer, view: { x: [0, 6], y: [0, 6] }, highlight: null });
    expect(figure.table()).toEqual({
      columns: ['row', 'x', 'day', 'x_2'],
      rows: [
        [11, 1, '1970-01-02', 'red'],
        [12, 5, '1970-01-06', 'red'],
      ],
    });
  });

  it('have the cells with points in them where there are too many to draw', () => {
    const binned = {
      ...answer,
      colour: null,
      drawn: {
        how: 'binned',
        columns: 2,
        rows: 2,
        counts: Uint32Array.of(4, 0, 0, 7),
        most: 7,
        majority: new Uint8Array(0),
        majorityCounts: new Uint32Array(0),
        means: new Float32Array(0),
      },
    } as const satisfies ScatterAnswer;
    const figure = scatterFigure(heading, { answer: binned, view: binned.view, highlight: null });
    expect(figure.table()).toEqual({
      columns: ['x from', 'x to', 'day from', 'day to', 'points'],
      rows: [
        [0, 5, 0, 5, 4],
        [5, 10, 5, 10, 7],
      ],
    });
    expect(figure.legend[0]?.scale).toMatchObject({ from: '1', to: '7' });
  });
});
