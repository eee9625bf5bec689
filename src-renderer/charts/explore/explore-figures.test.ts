import { describe, expect, it } from 'vitest';
import type { ScatterAnswer } from '../../../src-shared/dataset/explore';
import { drawn, texts } from '../../testing/drawn-figure';
import { correlationFigure, scatterFigure } from './explore-figures';
import { histogramFigure } from './histogram-figure';

const heading = { name: 'n', title: 'Title', caption: 'Caption.' };

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

  const axis = { name: 'x', type: 'number', categories: [] } as const;
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
