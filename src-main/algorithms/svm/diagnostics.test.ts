import { describe, expect, it } from 'vitest';
import { forkProblems } from '../../../src-shared/experiment/fork';
import { withChanges } from '../../../src-shared/fields/change';
import {
  parseExperiment,
  type Experiment,
  type ExperimentInput,
} from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import type { Finding } from '../../../src-shared/run/live/guidance';
import { toTrainingData, drain, planned } from '../../testing/data';
import { createTypedTrainer } from '../models/create-trainer';
import { dataFindings } from '../guidance/data';
import { modelAlgorithm } from '../models';

function svm(
  model: Partial<Extract<ExperimentInput['model'], { kind: 'svm' }>>,
  scaling: 'none' | 'standard' = 'none',
): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'margin',
    dataset: { kind: 'file', path: 'a.csv', features: ['x1', 'x2'], target: 'y', scaling },
    model: { kind: 'svm', ...model },
  });
}

const rows = Array.from({ length: 60 }, (_, i) => [((i * 7) % 60) / 20, ((i * 13) % 60) / 20]);
const target = rows.map(([a, b], i) => (a - b + ((i * 11) % 7) / 3 - 1 > 0 ? 1 : 0));

async function foundAtEnd(experiment: Experiment): Promise<Finding[]> {
  const data = toTrainingData(rows, target);
  const { model, training, seed } = planned(experiment);
  const trainer = createTypedTrainer({ model, training, seed, data, resume: null });
  await drain(trainer);
  const { diagnostics } = modelAlgorithm(model.kind);
  return diagnostics.findInModel(experiment, data, trainer.state(), trainer.result());
}

describe('a linear SVM that has not converged', () => {
  it('says how far above the optimum it may be, and offers more passes or scaling', async () => {
    const scaled = svm({ C: 100, maxIter: 2 }, 'standard');
    const [finding, ...more] = await foundAtEnd(scaled);
    expect(more).toEqual([]);
    expect(finding.message).toMatch(
      /^The SVM has not converged after 2 passes: its objective of [\d.,]+ may be [\d.,]+ \([\d.,]+ %\) above the optimum; no tolerance is set\.$/,
    );
    expect(finding).toMatchObject({
      kind: 'notConverged',
      step: 2,
      offer: { kind: 'fork', label: 'Fork with up to 20 passes' },
    });
    const changed = withChanges(scaled, present(finding.offer).changes);
    expect(changed.model).toMatchObject({ maxIter: 20, tol: 1e-3 });
    expect(forkProblems(scaled, changed, 2)).toEqual([]);
    expect(await foundAtEnd(svm({ C: 100, maxIter: 2 }))).toMatchObject([
      { kind: 'notConverged', offer: { changes: [{ path: 'dataset.scaling', value: 'standard' }] } },
    ]);
  });

  it('is held to its own tolerance', async () => {
    const strict = await foundAtEnd(svm({ C: 100, maxIter: 30, tol: 1e-9 }));
    expect(strict).toMatchObject([{ kind: 'notConverged' }]);
    expect(strict[0].message).toContain('the tolerance is 1.00e-7 %.');
    expect(await foundAtEnd(svm({ C: 1, maxIter: 2000, tol: 1e-3 }))).toEqual([]);
    // Without one, 0.1 % is near enough.
    expect(await foundAtEnd(svm({ C: 0.1, maxIter: 500 }))).toEqual([]);
  });
});

describe('columns of an SVM that lie far from zero', () => {
  const find = (experiment: Experiment, offset: number): Promise<Finding[]> =>
    dataFindings(
      experiment,
      toTrainingData(
        rows.map(([a, b]) => [a + offset, b + offset]),
        target,
      ),
      { encoders: [] },
      modelAlgorithm(experiment.model.kind).diagnostics,
      () => Promise.resolve(),
    );

  it('are named, as the penalty on the bias counts there', async () => {
    const [finding] = await find(svm({}), 500);
    expect(finding).toMatchObject({
      kind: 'unscaled',
      message:
        'x1 lies 579 standard deviations from zero (mean 501, standard deviation 0.866) and is not scaled: the penalty on the bias keeps the line from leaning that way.',
      offer: { changes: [{ path: 'dataset.scaling', value: 'standard' }] },
    });
    expect(await find(svm({}), 5)).toEqual([]);
    expect(await find(svm({}, 'standard'), 500)).toEqual([]);
    expect(await find(svm({ fourier: { gamma: 1, nComponents: 5 } }), 500)).toEqual([]);
  });
});

describe('a linear SVM on rings', () => {
  /** 60 rows inside the unit circle and 50 around it: no straight line is right about many more than 60 of 110. */
  const turn = (i: number, n: number): number => (2 * Math.PI * i) / n;
  const inner = Array.from({ length: 60 }, (_, i) => [Math.cos(turn(i, 60)), Math.sin(turn(i, 60))]);
  const outer = Array.from({ length: 50 }, (_, i) => [3 * Math.cos(turn(i, 50)), 3 * Math.sin(turn(i, 50))]);
  const rings = [...inner, ...outer];
  const ring = rings.map((_, i) => (i < 60 ? 0 : 1));

  async function findingsOf(model: Parameters<typeof svm>[0], of: number[]): Promise<Finding[]> {
    const experiment = svm(model, 'standard');
    const data = toTrainingData(rings, of);
    const { model: spec, training, seed } = planned(experiment);
    const trainer = createTypedTrainer({ model: spec, training, seed, data, resume: null });
    await drain(trainer);
    const found = modelAlgorithm(spec.kind).diagnostics.findInModel(
      experiment,
      data,
      trainer.state(),
      trainer.result(),
    );
    return found.filter(({ kind }) => kind === 'noBetter' || kind === 'oneClass');
  }

  it('says that it is hardly better than the most frequent class, and offers a boundary that bends', async () => {
    const [found] = await findingsOf({ C: 1, classWeight: 'balanced' }, ring);
    expect(found?.kind).toBe('noBetter');
    // 60 of 110 rows are of class 0.
    expect(found?.message).toMatch(/of 110 training rows; always answering 0 is right for 55 %/);
    expect(found?.message).toMatch(/A straight boundary does not tell these classes apart\./);
    const { fourier } = withChanges(svm({}), present(found?.offer).changes).model as { fourier: unknown };
    expect(fourier).toEqual({ gamma: 1, nComponents: 200 });
  });

  it('says nothing where a line is right, or the boundary bends already', async () => {
    const sides = rings.map(([x = 0]) => (x > 0.05 ? 1 : 0));
    expect(await findingsOf({ C: 1 }, sides)).toEqual([]);
    expect(await findingsOf({ C: 1, fourier: { gamma: 1, nComponents: 50 } }, ring)).toEqual([]);
  });
});
