import { describe, expect, it } from 'vitest';
import type { ClassPart } from '../../../../src-shared/run/evaluation/evaluation';
import { classMetrics, countText, numberMetrics, rowText } from './metric-values';

const part: ClassPart = {
  rows: 6,
  weight: 6,
  confusion: Float64Array.of(3, 1, 1, 1),
  logLoss: 0.4,
  crossEntropy: 0.3,
  curves: [],
  curveRows: 6,
};
const findValue = (metrics: ReturnType<typeof classMetrics>, label: string): number | null | undefined =>
  metrics.find((figure) => figure.label === label)?.value;

describe(classMetrics, () => {
  it('are of the second class where there are two, at the threshold that is looked at', () => {
    const evaluation = { classes: ['no', 'yes'], scores: 'probability' } as const;
    const metrics = classMetrics(evaluation, part, part.confusion);
    expect(findValue(metrics, 'Accuracy')).toBeCloseTo(4 / 6, 14);
    expect(findValue(metrics, 'Recall')).toBe(0.5);
    expect(findValue(metrics, 'Log loss')).toBe(0.4);
    expect(findValue(metrics, 'Cross-entropy')).toBe(0.3);
    expect(findValue(classMetrics(evaluation, part, [0, 4, 0, 2]), 'Recall')).toBe(1);
  });

  it('are means for more classes, and say why a figure is missing', () => {
    const evaluation = { classes: ['a', 'b', 'c'], scores: 'decision' } as const;
    const metrics = classMetrics(evaluation, part, [1, 0, 0, 0, 1, 0, 0, 1, 1]);
    expect(findValue(metrics, 'F1, macro')).toBeCloseTo((1 + 2 / 3 + 2 / 3) / 3, 14);
    expect(findValue(metrics, 'Log loss')).toBeUndefined();
    expect(findValue(metrics, 'ROC area')).toBeNull();
    expect(metrics.find(({ label }) => label === 'ROC area')?.title).toContain('all of one class');
  });
});

describe('words', () => {
  it('tell rows from weights', () => {
    expect(rowText({ rows: 1800, weight: 1800 }, 'validation', false)).toBe('1,800 validation rows');
    expect(rowText({ rows: 2, weight: 2.5 }, 'training', true)).toBe('2 training rows of weight 2.500');
    expect([countText(1200, false), countText(1.25, true)]).toEqual(['1,200', '1.250']);
  });

  it('name the figures of numbers', () => {
    const metrics = numberMetrics({
      r2: 0.5,
      meanAbsoluteError: 1,
      rootMeanSquaredError: 2,
      medianAbsoluteError: 3,
      explainedVariance: 4,
    } as never);
    expect(metrics.map(({ label, value }) => [label, value])).toEqual([
      ['R²', 0.5],
      ['MAE', 1],
      ['RMSE', 2],
      ['Median error', 3],
      ['Explained variance', 4],
    ]);
  });
});
