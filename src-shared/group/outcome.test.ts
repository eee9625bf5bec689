import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../run/record/status';
import {
  byObjective,
  lastValue,
  meets,
  successRate,
  trialName,
  usualCriterion,
  usualObjective,
  type JudgedRun,
} from './outcome';
import { parseExperiment } from '../experiment/schema';

interface Run extends JudgedRun {
  readonly steps: number;
}
const run = (status: RunStatus, loss: number | 'NaN' | null, steps = 10): Run => ({
  status,
  steps,
  summary: loss === null ? {} : { loss },
});
const below = { metric: 'loss', comparison: 'below', value: 0.1 } as const;

describe('a success', () => {
  it('is a last value on the right side; the value itself and no number are none', () => {
    expect(meets(run('finished', 0.05), below)).toBe(true);
    expect(meets(run('finished', 0.1), below)).toBe(false);
    expect(meets(run('finished', 'NaN'), below)).toBe(false);
    expect(meets(run('finished', null), { ...below, comparison: 'above' })).toBe(false);
    expect(meets(run('failed', 0.05), below)).toBe(false);
    expect(lastValue(run('failed', 0.05), 'loss')).toBeNaN();
    expect(meets(run('finished', Infinity), { ...below, comparison: 'above' })).toBe(false);
  });

  it('counts among runs that came to an end; a failed one is a failure', () => {
    const runs = [
      run('finished', 0.01),
      run('finished', 0.2),
      run('failed', 0.01),
      run('stopped', 0.01),
      run('running', 0),
    ];
    expect(successRate(runs, below)).toMatchObject({ successes: 1, trials: 3, share: 1 / 3 });
    expect(successRate([], below)).toMatchObject({ trials: 0, share: NaN });
  });
});

describe('the order of runs', () => {
  it('has the best first and those without a value last', () => {
    const runs = [run('finished', 3), run('failed', 0), run('finished', 1), run('finished', 2)];
    const order = (goal: 'min' | 'max'): number[] =>
      byObjective(runs, { metric: 'loss', goal }).map((at) => runs.indexOf(at));
    expect(order('min')).toEqual([2, 3, 0, 1]);
    expect(order('max')).toEqual([0, 3, 2, 1]);
  });

  it('of a halving goes by how far they came first', () => {
    const runs = [run('stopped', 0.1, 100), run('finished', 0.2, 900), run('stopped', 0.05, 300)];
    const order = byObjective(runs, { metric: 'loss', goal: 'min' }, true).map((at) => runs.indexOf(at));
    expect(order).toEqual([1, 2, 0]);
  });
});

it('validation counts where there is some', () => {
  const document = {
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'generated', generator: 'blobs', validationSplit: 0.2 },
    model: { kind: 'svm' },
  };
  expect(usualObjective(parseExperiment(document))).toEqual({ metric: 'valAccuracy', goal: 'max' });
  expect(usualCriterion(parseExperiment(document))).toMatchObject({ metric: 'valAccuracy', value: 0.95 });
});

it('numbers have no success before a person says what it is', () => {
  const document = (layer: object, loss: string) =>
    parseExperiment({
      schemaVersion: 1,
      name: 'n',
      dataset: { kind: 'file', path: '/cars.csv', features: ['hp'], target: 'mpg' },
      model: { kind: 'network', layers: [layer], loss },
    });
  expect(usualCriterion(document({ units: 1, activation: 'linear' }, 'meanSquaredError'))).toBeNull();
  expect(usualCriterion(document({ units: 1, activation: 'sigmoid' }, 'binaryCrossentropy'))).toEqual({
    metric: 'loss',
    comparison: 'below',
    value: 0.001,
  });
});

it('a trial is called by what it changes', () => {
  const changes = [
    { path: 'model.optimizer.kind', value: 'sgd' },
    { path: 'model.layers.0.units', value: 3 },
  ];
  expect(trialName('XNOR', changes)).toBe('XNOR · optimizer sgd, layer 1 units 3');
});
