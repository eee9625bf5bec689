import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { fakeRun } from '../../testing/fake-api';
import {
  association,
  axisLabels,
  parameterAxis,
  parameterColumns,
  sharedColumns,
  valueText,
} from './columns';

function run(index: number, rate: number, activation: string, loss: number): StoredRun {
  return fakeRun(
    `run-aaa${index}`,
    'finished',
    { summary: { loss } },
    parseExperiment({
      schemaVersion: 1,
      name: `n${index}`,
      dataset: { kind: 'generated', generator: 'xnor' },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation }],
        optimizer: { kind: 'adam', learningRate: rate },
      },
    }),
  );
}
const runs = [
  run(0, 0.001, 'tanh', 0.8),
  run(1, 0.01, 'sigmoid', 0.4),
  run(2, 0.1, 'tanh', 0.2),
  run(3, 1, 'sigmoid', 0.1),
];

describe(parameterColumns, () => {
  const columns = parameterColumns(runs);
  const [activation, rate, loss] = columns;

  it('are the settings that differ and the metrics', () => {
    expect(columns.map(({ key }) => key)).toEqual([
      'model.layers.0.activation',
      'model.optimizer.learningRate',
      'loss',
    ]);
    expect(activation?.categories).toEqual(['sigmoid', 'tanh']);
    expect([...(activation?.values ?? [])]).toEqual([1, 0, 1, 0]);
    expect(loss?.isMetric).toBe(true);
  });

  it('are those that every run has, where there are several', () => {
    const part = { key: 'a', categories: null, values: Float64Array.of(2, NaN), isMetric: false };
    const whole = { ...part, key: 'b', values: Float64Array.of(2, 3) };
    expect(sharedColumns([part, whole, { ...whole, key: 'c' }]).map(({ key }) => key)).toEqual(['b', 'c']);
    expect(sharedColumns([part, whole])).toHaveLength(2);
  });

  it('are laid out by their logarithms where they span much', () => {
    const axis = parameterAxis(present(rate));
    expect(axis.isLog).toBe(true);
    expect([...present(rate).values].map((value) => Number(axis.toShare(value).toFixed(6)))).toEqual([
      0, 0.333333, 0.666667, 1,
    ]);
    expect(parameterAxis(present(loss)).isLog).toBe(false);
    expect(axisLabels(parameterAxis(present(activation))).map(({ text }) => text)).toEqual([
      'sigmoid',
      'tanh',
    ]);
    expect([
      valueText(present(rate), 0.001),
      valueText(present(activation), 1),
      valueText(present(loss), NaN),
    ]).toEqual(['0.001', 'tanh', '–']);
  });

  it('has a place for a constant and for runs without a value', () => {
    const constant = { key: 'a', categories: null, values: Float64Array.of(2, NaN, 2), isMetric: false };
    const axis = parameterAxis(constant);
    expect(axis.toShare(2)).toBeCloseTo(0.5, 12);
    expect(axis.toShare(NaN)).toBeNaN();
  });

  it('knows which setting has to do with a metric', () => {
    expect(association(present(rate), present(loss))).toBeCloseTo(1, 12);
    // Ranks 4, 2 of tanh and 3, 1 of sigmoid: means 3 and 2, 1 of the 5 squares lies between.
    expect(association(present(activation), present(loss))).toBeCloseTo(Math.sqrt(1 / 5), 12);
    const [, two, twoLoss] = parameterColumns(runs.slice(0, 2));
    expect(association(present(two), present(twoLoss))).toBeNull();
  });
});
