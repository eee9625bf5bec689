import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { present } from '../../../src-shared/present';
import { loadDataset } from '../../dataset/index';
import { drain, planned, toTrainingData } from '../../testing/data';
import { createWatch, experiment, findDiagnostics } from '../../testing/models/guided-experiment';
import { bundledFolder } from '../../testing/places';
import { BundledExperiments } from '../../workspace/bundled';
import type { ModelState } from '../contract/state';
import { createTypedTrainer } from '../models/create-trainer';
import { Rng } from '../numeric/rng';
import { dataFindings } from './data';

const breathe = (): Promise<void> => Promise.resolve();
describe('the bundled experiments', () => {
  const bundled = new BundledExperiments(bundledFolder).list();

  it.each(bundled.map((item) => [item.id, item.experiment] as const))(
    '%s raises no alarm that is not meant',
    async (id, of) => {
      const { dataset, seed, model, training } = planned(of);
      const { data, facts } = await loadDataset(dataset, { seed, model });
      const findings = await dataFindings(of, data, facts, findDiagnostics(of), breathe);
      const trainer = createTypedTrainer({ model, training, seed, data, resume: null });
      const watch = createWatch(of);
      for (const { step, metrics, restoredFrom } of await drain(trainer)) {
        if (metrics !== null && restoredFrom === undefined)
          findings.push(...(watch?.see(step, metrics) ?? []).map(({ finding }) => finding()));
      }
      findings.push(...findDiagnostics(of).findInModel(of, data, trainer.state(), trainer.result()));
      // Its card says that a line on rings fails, and says so.
      const meant = id === 'bundled-circles-svm' ? ['noBetter'] : [];
      expect(findings.map(({ kind }) => kind)).toEqual(meant);
    },
  );
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
    const what = sentence('The loss became {loss}', { loss: 'NaN' });
    const error = fail(
      'diverged',
      sentence('{what} at step {step}: try a smaller learning rate. The last checkpoint is kept.', {
        what,
        step: 40,
      }),
    ).info;
    expect(findDiagnostics(experiment()).explainNotFinite(experiment(), error, 40, 30)).toMatchObject({
      message:
        'The loss became NaN at step 40 with a learning rate of 0.3: training has ended, and the last good checkpoint is kept.',
      offer: { kind: 'fork', step: 30, changes: [{ path: 'model.optimizer.learningRate', value: 0.03 }] },
    });
    expect(findDiagnostics(experiment()).explainNotFinite(experiment(), error, 40, null).offer).toMatchObject(
      {
        kind: 'copy',
        label: 'Edited copy with a tenth of the learning rate: 0.03',
      },
    );
    // Another kind's error says all there is, and cannot be taken apart.
    const other = { message: 'The inertia became NaN.' };
    expect(findDiagnostics(experiment()).explainNotFinite(experiment(), other, 40, 30)).toEqual({
      kind: 'notFinite',
      message: 'The inertia became NaN.',
      step: 40,
      offer: null,
    });
    const [better, never] = [present(createWatch(experiment())), present(createWatch(experiment()))];
    [5, 3, 4, 900].forEach((loss, i) => better.see(10 * i + 10, { loss }));
    [5, 8, 900].forEach((loss, i) => never.see(10 * i + 10, { loss }));
    expect([better.bestStep, never.bestStep]).toEqual([20, null]);
  });
});
