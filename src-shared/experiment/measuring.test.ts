import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measuringAll } from '../training/measuring';
import { planMeasuring } from './measuring';
import { checkExperiment, parseExperiment, type Experiment, type ExperimentInput } from './schema';

const folder = join(__dirname, '..', '..', 'resources', 'experiments');
const bundled = readdirSync(folder).map((name) => {
  const { experiment } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { experiment: unknown };
  return parseExperiment(experiment);
});

function experiment(model: object, training: object = {}): Experiment {
  const dataset = { kind: 'file', path: 'a.csv', features: ['a', 'b'], target: 'y' };
  return parseExperiment({ schemaVersion: 1, name: 'a', dataset, model, training } as ExperimentInput);
}

const network = {
  kind: 'network',
  layers: [
    { units: 64, activation: 'relu' },
    { units: 2, activation: 'softmax' },
  ],
  loss: 'categoricalCrossentropy',
};
const large = { trainRows: 270_000, validationRows: 30_000, width: 60 };
const small = { trainRows: 400, validationRows: 100, width: 2 };

describe('when a run is measured, and on which rows', () => {
  it('is as the experiment says, on all rows, where it names the steps', () => {
    for (const model of [network, { kind: 'svm' }, { kind: 'kmeans' }])
      expect(planMeasuring(experiment(model, { logEvery: 10 }), large)).toEqual(measuringAll(10));
  });

  it('may be left to the program, which every earlier experiment did not', () => {
    const named = (logEvery: unknown): unknown =>
      experiment(network, logEvery === undefined ? {} : { logEvery }).training.logEvery;
    expect(['auto', null, undefined, 7].map(named)).toEqual(['auto', 'auto', 'auto', 7]);
    const { dataset, ...rest } = experiment(network);
    const messages = [0, 2.5, 'never'].map((logEvery) => {
      const checked = checkExperiment({ ...rest, dataset, training: { logEvery } });
      return checked.ok ? [] : checked.problems.map(({ field, message }) => `${field}: ${message}`);
    });
    expect(messages).toEqual([
      ['training.logEvery: Measure every must be from 1 to 1000000, not 0.'],
      ['training.logEvery: Measure every must be a whole number from 1 to 1000000, not 2.5.'],
      ['training.logEvery: Measure every must be a number of steps, or "auto".'],
    ]);
  });

  it('is on all rows of all that is bundled', () => {
    expect(bundled.length).toBeGreaterThan(10);
    for (const one of bundled) expect(planMeasuring(one, small).sample).toBeNull();
  });

  it('is a sample of a large table for a network, whose figures need no other rows', () => {
    expect(planMeasuring(experiment(network, { epochs: 1, batchSize: 256 }), large)).toEqual({
      logEvery: 52,
      sample: { trainRows: 2048, validationRows: 2048 },
      fullEvery: null,
    });
    expect(planMeasuring(experiment(network, { steps: 5000, batchSize: 32 }), small)).toEqual(
      measuringAll(10),
    );
  });

  it('is each pass of an SVM, or every fifth of a large table, where it stops by its gap', () => {
    expect(planMeasuring(experiment({ kind: 'svm' }), small)).toEqual(measuringAll(1));
    expect(planMeasuring(experiment({ kind: 'svm' }), large)).toEqual(measuringAll(5));
    expect(planMeasuring(experiment({ kind: 'svm', tol: 0 }), large)).toEqual(measuringAll(1));
  });

  it('is each step of a regression but of a long and narrow table, and what k-means counts anyway', () => {
    const narrow = { ...large, trainRows: 1_000_000, width: 3 };
    const of = (model: object, table = large): unknown => planMeasuring(experiment(model), table);
    expect(of({ kind: 'logistic-regression' })).toEqual(measuringAll(1));
    expect(of({ kind: 'logistic-regression' }, narrow)).toEqual(measuringAll(5));
    expect(of({ kind: 'linear-regression' }, narrow)).toEqual(measuringAll(1));
    expect(of({ kind: 'kmeans' }, narrow)).toEqual(measuringAll(1));
    expect(of({ kind: 'kmeans', batchSize: 1024 }, narrow)).toEqual(measuringAll(10));
  });
});
