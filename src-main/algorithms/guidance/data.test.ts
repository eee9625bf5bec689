import { describe, expect, it } from 'vitest';
import {
  parseExperiment,
  type Experiment,
  type ExperimentInput,
} from '../../../src-shared/experiment/schema';
import type { ModelKind } from '../../../src-shared/models';
import type { Finding } from '../../../src-shared/run/live/guidance';
import { toTrainingData } from '../../testing/data';
import { Rng } from '../numeric/rng';
import type { ModelDiagnostics } from '../contract/diagnostics';
import type { TrainingData } from '../contract/trainer';
import { modelAlgorithm } from '../models';
import { dataFindings } from './data';

const breathe = (): Promise<void> => Promise.resolve();
const findDiagnostics = ({ model }: Experiment): ModelDiagnostics<ModelKind> =>
  modelAlgorithm(model.kind).diagnostics;

function experiment(change: Partial<ExperimentInput> = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'guided',
    dataset: { kind: 'generated', generator: 'moons' },
    model: {
      kind: 'network',
      layers: [
        { units: 4, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      optimizer: { kind: 'sgd', learningRate: 0.3 },
    },
    training: { steps: 1000, logEvery: 10 },
    ...change,
  });
}

describe('dataFindings', () => {
  const file = (change: object = {}): Experiment =>
    experiment({
      dataset: { kind: 'file', path: 'a.csv', features: ['x1', 'x2', 'x3'], target: 'y', ...change },
      model: { kind: 'svm' },
    });
  const encoders = ['x1', 'x2', 'x3'].map((column) => ({
    column,
    kind: 'number' as const,
    categories: [],
    fill: null,
  }));
  const find = (of: Experiment, data: TrainingData): Promise<Finding[]> =>
    dataFindings(of, data, { encoders }, findDiagnostics(of), breathe);
  const spread = (scale: number, third: (i: number) => number): number[][] =>
    Array.from({ length: 100 }, (_, i) => [(i % 10) / 10, (scale * ((i * 7) % 10)) / 10, third(i)]);

  it('names the columns that are not alike in size, with their spreads', async () => {
    const rows = spread(60, (i) => i % 2);
    const [finding, ...more] = await find(file(), toTrainingData(rows));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'unscaled',
      step: null,
      message:
        'x2 varies 60 times as much as x1 (standard deviations 17.2 and 0.287), and the columns are not scaled: the penalty weighs on them unequally.',
      offer: { kind: 'copy', changes: [{ path: 'dataset.scaling', value: 'standard' }] },
    });
    expect(await find(file({ scaling: 'standard' }), toTrainingData(rows))).toEqual([]);
    expect(await find(file(), toTrainingData(spread(9, (i) => i % 2)))).toEqual([]);
  });

  it('says of a network that its inputs are far from 1', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [1950 + i, 1900 + ((3 * i) % 50)]);
    const [finding] = await find(experiment(), toTrainingData(rows));
    expect(finding?.message).toMatch(/^x1 runs from 1,950 to 1,999 and is not scaled/);
    expect(await find(experiment({ model: { kind: 'kmeans', nClusters: 2 } }), toTrainingData(rows))).toEqual(
      [],
    );
  });

  it('names classes whose rows all have weight 0', async () => {
    const rows = [[0.1], [0.4], [0.2], [0.9], [0.3]];
    const weighted = toTrainingData(rows, [0, 1, 2, 1, 2], 4, [1, 0, 2, 0, 0], ['a', 'b', 'c']);
    const of = experiment({ dataset: { kind: 'generated', generator: 'moons', scaling: 'standard' } });
    const facts = { encoders: [] };
    const found = await dataFindings(of, weighted, facts, findDiagnostics(of), breathe);
    expect(found.map(({ kind, message }) => [kind, message])).toEqual([
      [
        'weightless',
        'All training rows of class b have weight 0: nothing is learned of it, and rows of weight 0 count in no figure.',
      ],
    ]);
    const heavier = toTrainingData(rows, [0, 1, 2, 1, 2], 4, [1, 0, 2, 1, 0], ['a', 'b', 'c']);
    expect(await dataFindings(of, heavier, facts, findDiagnostics(of), breathe)).toEqual([]);
  });

  it('names constant columns, and offers a copy without them', async () => {
    const [finding] = await find(file(), toTrainingData(spread(1, () => 7)));
    expect(finding).toMatchObject({
      kind: 'constant',
      message: 'x3 has the same value in all training rows: nothing can be learned from it.',
      offer: { kind: 'copy', changes: [{ path: 'dataset.features', value: ['x1', 'x2'] }] },
    });
  });

  it('counts validation rows that are training rows as well', async () => {
    const rng = new Rng(4);
    const rows = Array.from({ length: 100 }, () => [rng.normal(), rng.normal(), rng.normal()]);
    for (let i = 0; i < 5; i++) rows[80 + i] = [...rows[i]];
    const target = rows.map((_, i) => (i === 84 ? 1 : 0));
    const of = experiment({ model: { kind: 'svm' } });
    const found = await find(of, toTrainingData(rows, target, 80));
    // The fifth has another target.
    expect(found.map(({ message }) => message)).toEqual([
      '4 rows are both in training and in validation (of 20 validation rows): the validation scores look better than they are.',
    ]);
    expect(found[0]?.offer).toMatchObject({
      kind: 'copy',
      changes: [{ path: 'dataset.split.groupEqualRows', value: true }],
    });
    expect(await find(of, toTrainingData(rows, target, 100))).toEqual([]);
  });
});
