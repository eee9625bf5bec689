import { describe, expect, it } from 'vitest';
import { at, present } from '../../../src-shared/present';
import type { ClassCurve } from '../../../src-shared/run/evaluation/evaluation';
import { cellAfter, confusionView, computeShare } from './confusion-view';
import {
  confusionAt,
  curveStyle,
  indexAt,
  computeLinePoints,
  nearestPoint,
  pointAt,
  thresholdAt,
  thresholdRange,
} from './curve-points';
import { figureSvg } from '../figure/figure';
import type { ChartTokens } from '../stage/theme';
import { rateFigure } from './evaluation-figures';

/** scikit-learn's example: scores 0.1, 0.4, 0.35 and 0.8 of rows 0, 0, 1 and 1. */
const curve: ClassCurve = {
  class: 1,
  positives: 2,
  negatives: 2,
  thresholds: Float64Array.of(0.8, 0.4, 0.35, 0.1),
  truePositives: Float64Array.of(1, 1, 2, 2),
  falsePositives: Float64Array.of(0, 1, 1, 2),
  distinctScores: 4,
  rocAuc: 0.75,
  averagePrecision: 5 / 6,
  precisionRecallAuc: 0.79,
};
const none = { ...curve, positives: 0, truePositives: new Float64Array(4) };

/** By the trapezoidal rule, as the picture's line encloses it. */
function areaUnder(points: readonly { x: number; y: number }[]): number {
  return points
    .slice(1)
    .reduce((sum, { x, y }, i) => sum + ((x - at(points, i).x) * (y + at(points, i).y)) / 2, 0);
}

describe('the line of a curve', () => {
  it('encloses the area that is said', () => {
    const roc = computeLinePoints('roc', curve);
    expect(roc).toEqual([
      { x: 0, y: 0, threshold: null },
      { x: 0, y: 0.5, threshold: 0.8 },
      { x: 0.5, y: 0.5, threshold: 0.4 },
      { x: 0.5, y: 1, threshold: 0.35 },
      { x: 1, y: 1, threshold: 0.1 },
    ]);
    expect(areaUnder(roc)).toBe(curve.rocAuc);
    expect(areaUnder(computeLinePoints('precisionRecall', curve))).toBeCloseTo(5 / 6, 14);
  });

  it('is written as it is drawn, step by step', () => {
    const figure = rateFigure(
      { name: 'pr', title: 'Precision', caption: '' },
      { lines: [], reference: [], mark: null, titles: { x: 'recall', y: 'precision' } },
      { kind: 'precisionRecall', curves: [curve], classes: ['no', 'yes'], threshold: null },
    );
    expect(figure.table()).toEqual({
      columns: ['class', 'threshold', 'recall', 'precision'],
      rows: [
        ['yes', 0.8, 0, 1],
        ['yes', 0.8, 0.5, 1],
        ['yes', 0.4, 0.5, 0.5],
        ['yes', 0.4, 0.5, 0.5],
        ['yes', 0.35, 0.5, 2 / 3],
        ['yes', 0.35, 1, 2 / 3],
        ['yes', 0.1, 1, 0.5],
        ['yes', 0.1, 1, 0.5],
      ],
    });
  });

  it('is none without rows of the class, or of others', () => {
    expect(computeLinePoints('roc', none)).toEqual([]);
    expect(computeLinePoints('precisionRecall', none)).toEqual([]);
    expect(computeLinePoints('roc', { ...curve, negatives: 0 })).toEqual([]);
    expect(computeLinePoints('precisionRecall', { ...curve, negatives: 0 })).not.toEqual([]);
  });
});

describe('a threshold', () => {
  it.each([
    [0.9, [2, 0, 2, 0]],
    [0.8, [2, 0, 1, 1]],
    [0.5, [2, 0, 1, 1]],
    [0.4, [1, 1, 1, 1]],
    [0.36, [1, 1, 1, 1]],
    [0.35, [1, 1, 0, 2]],
    [0, [0, 2, 0, 2]],
  ])('of %d takes rows of at least that score', (threshold, matrix) => {
    expect([...confusionAt(curve, threshold)]).toEqual(matrix);
  });

  it('above all scores is the corner of ROC where nothing is taken', () => {
    expect(indexAt(curve, 1)).toBe(-1);
    expect(pointAt('roc', curve, -1)).toEqual({ x: 0, y: 0 });
    expect(pointAt('precisionRecall', curve, -1)).toEqual({ x: 0, y: 1 });
  });

  it('of decision values goes over all of them, by whole steps that meet the own one', () => {
    const decisions = { ...curve, thresholds: Float64Array.of(2.31, -1.07) };
    const range = thresholdRange([decisions], 'decision', 0);
    expect(range).toEqual({ step: 0.01, low: -107, high: 232 });
    expect([-107, 0, 3, 232].map((position) => thresholdAt(range, position))).toEqual([-1.07, 0, 0.03, 2.32]);
    expect(thresholdRange([decisions], 'probability', 0.5)).toEqual({ step: 0.005, low: 0, high: 200 });
    // All scores alike.
    const flat = { ...curve, thresholds: Float64Array.of(0) };
    expect(thresholdRange([flat], 'decision', 0)).toEqual({ step: 0.01, low: 0, high: 1 });
  });
});

describe('the pointer', () => {
  const size = { width: 200, height: 100 };

  it('finds the nearest point of the nearest curve', () => {
    const other = { ...curve, class: 0, truePositives: Float64Array.of(0, 1, 1, 2) };
    expect(nearestPoint('roc', [curve, other], { x: 0.02, y: 0.47 }, size)).toEqual({ curve, index: 0 });
    expect(nearestPoint('roc', [curve, other], { x: 0.01, y: 0.02 }, size)?.curve).toBe(other);
    expect(nearestPoint('roc', [curve], { x: 0.25, y: 0.9 }, size)).toBeNull();
  });
});

describe('a picture of curves', () => {
  it('has every class, chance, and the threshold, on axes from 0 to 1', () => {
    const tokens = {
      fontUi: 'Inter',
      text: '#000000',
      text2: '#111111',
      text3: '#222222',
      axis: '#333333',
      grid: '#eeeeee',
      surface: '#ffffff',
      palette: ['#0000aa', '#aa0000'],
    } as unknown as ChartTokens;
    const figure = rateFigure(
      { name: 'roc', title: '', caption: '' },
      {
        lines: [{ id: 'class-1', label: 'yes', ...curveStyle(1), points: computeLinePoints('roc', curve) }],
        reference: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
        mark: { x: 0.5, y: 0.5 },
        titles: { x: 'false positive rate', y: 'true positive rate' },
      },
      { kind: 'roc', curves: [curve], classes: ['no', 'yes'], threshold: 0.4 },
    );
    const svg = figureSvg(figure, { width: 480, height: 400 }, tokens, (_, text) => 6 * text.length);
    const texts = [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text);
    const ticks = ['0', '0.2', '0.4', '0.6', '0.8', '1'];
    expect(texts).toEqual([
      'class yes',
      'chance',
      'false positive rate',
      'true positive rate',
      ...ticks,
      ...ticks,
    ]);
    const lines = [...svg.matchAll(/<path d="([^"]*)" fill="none" stroke="(#222222|#aa0000)"/g)];
    // Signs of the legend, chance, the class.
    const drawn = lines.map(([, path, colour]) => [colour, present(path).split(/[ML]/).length - 1]);
    expect(drawn).toEqual([
      ['#aa0000', 2],
      ['#222222', 2],
      ['#222222', 2],
      ['#aa0000', 5],
    ]);
    const [left, bottom, right, top] = present(at(at(lines, 2), 1).match(/[\d.]+/g)).map(Number);
    const mark = present(/<path d="M([\d.]+) ([\d.]+)a5.5 5.5/.exec(svg))
      .slice(1)
      .map(Number);
    expect(mark[0]).toBeCloseTo((present(left) + present(right)) / 2 - 5.5, 1);
    expect(mark[1]).toBeCloseTo((present(top) + present(bottom)) / 2, 1);
  });

  it('gives classes beyond the eight colours other dashes', () => {
    expect(curveStyle(0).colour).toBe(curveStyle(8).colour);
    expect(curveStyle(0).dash).not.toEqual(curveStyle(8).dash);
  });
});

describe('a confusion matrix', () => {
  it('is shown whole, with shares by row', () => {
    const view = confusionView([3, 1, 0, 0], ['no', 'yes']);
    expect(view).toEqual({ labels: ['no', 'yes'], counts: [3, 1, 0, 0], totals: [4, 0], grouped: 0 });
    expect([computeShare(view, 0, 0), computeShare(view, 1, 1)]).toEqual([0.75, 0]);
  });

  it('of many classes has the largest ones and one of all others, and loses no row', () => {
    const count = 7;
    const confusion = Array.from({ length: count * count }, (_, i) => (i % 5) + (i < count ? 100 : 0));
    const view = confusionView(confusion, ['a', 'b', 'c', 'd', 'e', 'f', 'g'], 4);
    expect(view.labels).toHaveLength(4);
    expect(view.labels[0]).toBe('a');
    expect(view.labels[3]).toBe('4 other classes');
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    expect(sum(view.counts)).toBe(sum(confusion));
    expect(sum(view.totals)).toBe(sum(confusion));
  });

  it('is walked by the arrow keys, and left at its edges', () => {
    expect(cellAfter('ArrowRight', { row: 0, column: 0 }, 3)).toEqual({ row: 0, column: 1 });
    expect(cellAfter('ArrowUp', { row: 0, column: 1 }, 3)).toEqual({ row: 0, column: 1 });
    expect(cellAfter('End', { row: 2, column: 0 }, 3)).toEqual({ row: 2, column: 2 });
    expect(cellAfter('Home', { row: 2, column: 2 }, 3)).toEqual({ row: 2, column: 0 });
    expect(cellAfter('x', { row: 0, column: 0 }, 3)).toBeNull();
  });
});
