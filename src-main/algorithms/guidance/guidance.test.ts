import { describe, expect, it } from 'vitest';
import { forkProblems } from '../../../src-shared/experiment/fork';
import { withChanges } from '../../../src-shared/fields/change';
import {
  parseExperiment,
  type Experiment,
  type ExperimentInput,
} from '../../../src-shared/experiment/schema';
import type { ModelKind } from '../../../src-shared/models';
import { present } from '../../../src-shared/present';
import type { Finding } from '../../../src-shared/run/live/guidance';
import { loadDataset } from '../../dataset/index';
import { toTrainingData, drain } from '../../testing/data';
import { readBundledExperiments } from '../../workspace/bundled';
import { createTypedTrainer } from '../models/create-trainer';
import { Rng } from '../numeric/rng';
import type { MetricsWatch, ModelDiagnostics } from '../contract/diagnostics';
import type { ModelState } from '../contract/state';
import { modelAlgorithm } from '../models';
import { dataFindings } from './data';
import { bundledFolder } from '../../testing/places';

const breathe = (): Promise<void> => Promise.resolve();
const findDiagnostics = ({ model }: Experiment): ModelDiagnostics<ModelKind> =>
  modelAlgorithm(model.kind).diagnostics;
const createWatch = (of: Experiment): MetricsWatch | null => findDiagnostics(of).watchMetrics(of);

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

/** The last of each kind that a made-up curve gives reason to say. */
function watched(
  of: Experiment,
  rows: number,
  row: (i: number) => Record<string, number>,
): Map<Finding['kind'], Finding[]> {
  const watch = createWatch(of);
  const found = new Map<Finding['kind'], Finding[]>();
  for (let i = 1; i <= rows; i++) {
    for (const { kind, finding } of watch?.see(10 * i, row(i)) ?? [])
      found.set(kind, [...(found.get(kind) ?? []), finding()]);
  }
  return found;
}

describe('the bundled experiments', () => {
  const bundled = readBundledExperiments(bundledFolder);

  it.each(bundled.map((item) => [item.id, item.experiment] as const))('%s raises no alarm', async (_, of) => {
    const { dataset, seed, model, training } = of;
    const { data, facts } = await loadDataset(dataset, { seed, model });
    const findings = await dataFindings(of, data, facts, findDiagnostics(of), breathe);
    const trainer = createTypedTrainer({ model, training, seed, data, resume: null });
    const watch = createWatch(of);
    for (const { step, metrics, restoredFrom } of await drain(trainer)) {
      if (metrics !== null && restoredFrom === undefined)
        findings.push(...(watch?.see(step, metrics) ?? []).map(({ finding }) => finding()));
    }
    findings.push(...findDiagnostics(of).findInModel(of, data, trainer.state(), trainer.result()));
    expect(findings.map(({ message }) => message)).toEqual([]);
  });
});

describe('the watch over a loss', () => {
  it('says with its numbers that a loss diverges, and offers a third of the rate from its lowest', () => {
    const found = watched(experiment(), 60, (i) => ({ loss: i < 20 ? 1 - i / 40 : (i - 19) ** 2 / 4 }));
    const [finding] = present(found.get('divergence'));
    expect(finding?.message).toMatch(
      /^The training loss has risen from 0\.\d+ at step 2\d0, its lowest, to [\d.]+ on average over the last 5 logged steps, up to step \d+: it diverges.+\(0\.3\)\.$/,
    );
    expect(finding?.offer).toMatchObject({
      kind: 'fork',
      changes: [{ path: 'model.optimizer.learningRate', value: 0.1 }],
    });
    expect(present(finding.offer).step).toBeLessThan(present(finding.step));
  });

  it('calls a value the loss of a step only where that step had it', () => {
    // Falls and rises by leaps: no mean of five rows is a row's own value.
    const loss = (i: number): number => (i < 20 ? 4 - i / 8 : i === 20 ? 0.25 : 2 ** (i - 20));
    const { message, offer, step } = present(
      watched(experiment(), 40, (i) => ({ loss: loss(i) })).get('divergence'),
    )[0];
    const [, lowest, at, average, upTo] =
      /from ([\d.]+) at step ([\d,]+), its lowest, to ([\d.,e+]+) on average .+ up to step ([\d,]+):/.exec(
        message,
      ) ?? [];
    expect([Number(lowest), Number(at)]).toEqual([loss(20), 200]);
    expect(offer?.step).toBe(200);
    expect(Number(upTo)).toBe(step);
    const last = Number(upTo) / 10;
    const mean = [0, 1, 2, 3, 4].reduce((sum, back) => sum + loss(last - back), 0) / 5;
    expect(Number(average?.replace(',', ''))).toBeCloseTo(Number(mean.toPrecision(3)), 9);
  });

  it('is not alarmed by a single wild row, or by noise at a low loss', () => {
    const rng = new Rng(2);
    const wild = watched(experiment(), 100, (i) => ({ loss: i === 50 ? 30 : 1 / i }));
    const noisy = watched(experiment(), 100, (i) => ({ loss: 1 / i + 0.03 * rng.uniform() }));
    expect([wild.get('divergence'), noisy.get('divergence')]).toEqual([undefined, undefined]);
  });

  it('says that validation rises while training falls', () => {
    const found = watched(experiment(), 100, (i) => ({
      loss: 0.5 / Math.sqrt(i),
      valLoss: 0.31 + 0.003 * Math.abs(i - 40),
    }));
    const findings = present(found.get('overfitting'));
    const last = findings[findings.length - 1];
    expect(last.message).toMatch(
      /^The validation loss has risen from 0\.3\d* up to step 4[0-3]0 to 0\.48\d* up to step 1,000 \(each on average over 5 logged steps\) while the training loss fell from 0\.0\d+ to 0\.0\d+:/,
    );
    expect(last.offer).toMatchObject({ kind: 'fork' });
    const child = withChanges(experiment(), present(last.offer).changes);
    expect(forkProblems(experiment(), parseExperiment(child), present(last.offer).step)).toEqual([]);
    const both = watched(experiment(), 100, (i) => ({ loss: 0.1 + i / 100, valLoss: 0.2 + i / 100 }));
    expect(both.get('overfitting')).toBeUndefined();
    // Early stopping goes back to the best model: nothing is left to do.
    const early = experiment();
    const stopping = {
      ...early,
      training: { ...early.training, earlyStopping: { patience: 900, minDelta: 0 } },
    };
    const handled = watched(stopping, 100, (i) => ({
      loss: 0.5 / Math.sqrt(i),
      valLoss: 0.31 + 0.003 * Math.abs(i - 40),
    }));
    expect(handled.get('overfitting')).toBeUndefined();
  });

  it('says that a loss stays, from where, and what it was', () => {
    const stuck = watched(experiment(), 100, (i) => ({ loss: Math.max(0.125, 0.25 - i / 100) }));
    const [finding] = present(stuck.get('plateau'));
    expect(finding?.message).toMatch(
      /^The training loss has stayed at 0\.125 since step \d+ .+ 0\.2\d* at first; each on average over 5 logged steps\)/,
    );
    expect(finding?.offer).toMatchObject({ kind: 'copy', changes: [{ path: 'seed', value: 2 }] });
    const low = watched(experiment(), 100, (i) => ({ loss: Math.max(0.05, 0.25 - i / 100) }));
    expect(low.get('plateau')?.[0]?.offer).toMatchObject({
      kind: 'fork',
      changes: [{ path: 'model.optimizer.learningRate', value: 0.03 }],
    });
  });

  it('says the same of a course of fifty thousand rows, a few rows sooner at most', () => {
    const long = experiment({ training: { steps: 500_000, logEvery: 10 } });
    const stuck = watched(long, 50_000, (i) => ({ loss: Math.max(0.125, 0.25 - i / 100) }));
    const findings = present(stuck.get('plateau'));
    const [, since] = present(
      /stayed at 0\.125 since step ([\d,]+) /.exec(findings[findings.length - 1].message),
    );
    // A quarter of all steps, as two fifths of those so far, is reached at step 312,500.
    expect(findings[0].step).toBeGreaterThan(312_000);
    expect(findings[0].step).toBeLessThanOrEqual(312_500);
    const atEnd = Number(since.replace(/,/g, ''));
    expect(atEnd).toBeGreaterThan(299_700);
    expect(atEnd).toBeLessThanOrEqual(300_030);
  });

  it('takes a loss that is low, a score that is high and a pause at first for no plateau', () => {
    const kinds = (row: (i: number) => Record<string, number>): unknown[] => [
      ...watched(experiment(), 100, row).keys(),
    ];
    expect(kinds((i) => ({ loss: Math.max(0.001, 0.25 - i / 100) }))).toEqual([]);
    expect(kinds((i) => ({ loss: Math.max(0.12, 0.25 - i / 100), accuracy: 0.99 }))).toEqual([]);
    expect(kinds((i) => ({ loss: i < 25 ? 0.25 : 5 / i }))).toEqual([]);
  });
});

describe('modelFindings', () => {
  const rng = new Rng(6);
  const rows = Array.from({ length: 200 }, () => [rng.normal(), rng.normal()]);
  const data = toTrainingData(
    rows,
    rows.map(([x]) => (x > 0 ? 1 : 0)),
  );
  const network = (kernel0: number[], bias0: number[], kernel1: number[], bias1: number): ModelState => ({
    kind: 'network',
    step: 500,
    tensors: {
      'layer0/kernel': { shape: [2, 4], data: Float64Array.from(kernel0) },
      'layer0/bias': { shape: [4], data: Float64Array.from(bias0) },
      'layer1/kernel': { shape: [4, 1], data: Float64Array.from(kernel1) },
      'layer1/bias': { shape: [1], data: Float64Array.of(bias1) },
    },
    extra: {},
  });
  const kernel = [1, 0, 1, 1, 0, 1, 1, -1];

  it('counts units that give 0 for all rows', () => {
    const state = network(kernel, [0, -50, -50, 0], [1, 1, 1, 1], -0.5);
    const [finding, ...more] = findDiagnostics(experiment()).findInModel(experiment(), data, state, null);
    expect(more).toEqual([]);
    expect(finding?.message).toMatch(
      /^2 of the 4 units of layer 1 \(relu\) give 0 for more than 95 % of 200/,
    );
    expect(finding?.offer?.changes).toEqual([{ path: 'dataset.scaling', value: 'standard' }]);
    const scaled = experiment({
      dataset: { kind: 'generated', generator: 'moons', scaling: 'standard' },
    });
    expect(findDiagnostics(scaled).findInModel(scaled, data, state, null)[0]?.offer?.changes).toEqual([
      { path: 'model.layers.0.activation', value: 'leakyRelu' },
    ]);
    expect(
      findDiagnostics(experiment()).findInModel(
        experiment(),
        data,
        network(kernel, [0, 0, 0, 0], [1, -1, 1, 1], -0.5),
        null,
      ),
    ).toEqual([]);
  });

  it('says that all rows are given one class, and how many are of another', () => {
    const ones = present(data.target).filter((value) => value === 1).length;
    const all = network(kernel, [0, 0, 0, 0], [0.1, 0.1, 0.1, 0.1], 9);
    expect(findDiagnostics(experiment()).findInModel(experiment(), data, all, null)).toMatchObject([
      {
        kind: 'oneClass',
        message: `All 200 training rows looked at are given the class 1, though ${200 - ones} of them are of another: the model tells nothing apart.`,
      },
    ]);
    const svm = experiment({
      model: { kind: 'svm', l2: 1000 },
      dataset: { kind: 'generated', generator: 'moons', scaling: 'standard' },
    });
    const plane = (intercept: number): ModelState => ({
      kind: 'svm',
      step: 30,
      tensors: {
        coef: { shape: [2], data: Float64Array.of(0.01, 0) },
        intercept: { shape: [1], data: Float64Array.of(intercept) },
      },
      extra: {},
    });
    const [finding] = findDiagnostics(svm).findInModel(svm, data, plane(-3), null);
    expect(finding).toMatchObject({
      kind: 'oneClass',
      offer: { kind: 'fork', changes: [{ path: 'model.l2', value: 100 }] },
    });
    expect(findDiagnostics(svm).findInModel(svm, data, plane(0), null)).toEqual([]);
  });

  it('counts empty clusters', () => {
    const kmeans = experiment({ model: { kind: 'kmeans', nClusters: 3 } });
    const result = {
      kind: 'kmeans' as const,
      clusterCenters: [[0], [1], [2]],
      clusterSizes: [5, 0, 2],
      starts: [{ inertia: 1, nIter: 4 }],
      bestStart: 1,
      relocated: 0,
    };
    const state = { kind: 'kmeans' as const, step: 4, tensors: {}, extra: {} };
    expect(findDiagnostics(kmeans).findInModel(kmeans, data, state, result)).toMatchObject([
      {
        kind: 'emptyCluster',
        message: '1 of the 3 clusters has no row at the end: the data does not fall into as many.',
        offer: { kind: 'copy', changes: [{ path: 'model.nClusters', value: 2 }] },
      },
    ]);
    expect(
      findDiagnostics(kmeans).findInModel(kmeans, data, state, { ...result, clusterSizes: [3, 3, 1] }),
    ).toEqual([]);
  });
});

describe('a run whose numbers are none any more', () => {
  it('says what became of the numbers, and offers a tenth of the rate from before', () => {
    const message = 'The loss became NaN at step 40: try a smaller learning rate, or scale the features.';
    expect(findDiagnostics(experiment()).explainNotFinite(experiment(), message, 40, 30)).toMatchObject({
      message:
        'The loss became NaN at step 40 with a learning rate of 0.3: training has ended, and the last good checkpoint is kept.',
      offer: { kind: 'fork', step: 30, changes: [{ path: 'model.optimizer.learningRate', value: 0.03 }] },
    });
    expect(
      findDiagnostics(experiment()).explainNotFinite(experiment(), message, 40, null).offer,
    ).toMatchObject({
      kind: 'copy',
      label: 'Edited copy with a tenth of the learning rate: 0.03',
    });
    const [better, never] = [present(createWatch(experiment())), present(createWatch(experiment()))];
    [5, 3, 4, 900].forEach((loss, i) => better.see(10 * i + 10, { loss }));
    [5, 8, 900].forEach((loss, i) => never.see(10 * i + 10, { loss }));
    expect([better.bestStep, never.bestStep]).toEqual([20, null]);
  });
});
