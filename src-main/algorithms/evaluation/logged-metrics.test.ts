import { describe, expect, it } from 'vitest';
import { modelSchema } from '../../../src-shared/experiment/schema';
import { accuracy } from '../../../src-shared/run/evaluation/confusion';
import { drain, last, networkSpec, svmSpec, toTrainingData, trainingSpec } from '../../testing/data';
import { asClasses, asNumbers, evaluated, makeContext } from '../../testing/models/evaluations';
import { createTypedTrainer } from '../models/create-trainer';
import { Rng } from '../numeric/rng';

const svm = svmSpec();

describe('what a run logs', () => {
  const rng = new Rng(12);
  const rows = Array.from({ length: 5000 }, () => [rng.normal(), rng.normal()]);
  const weights = rows.map(() => 0.5 + rng.uniform());

  it('is what its last model is evaluated to: accuracy', async () => {
    const target = rows.map(([x = 0, y = 0]) => (x * y > 0 ? 1 : 0));
    const data = toTrainingData(rows, target, 4500, weights);
    for (const model of [networkSpec(), svm]) {
      const training = trainingSpec({ steps: 20 });
      const trainer = createTypedTrainer({ model, training, seed: 3, data, resume: null });
      const reports = await drain(trainer);
      const context = makeContext(model, data, trainer.state().tensors);
      const { train, validation } = asClasses(evaluated(context, data));
      expect(accuracy(train.confusion, 2)).toBeCloseTo(last(reports, 'accuracy'), 12);
      expect(accuracy(validation?.confusion ?? [], 2)).toBeCloseTo(last(reports, 'valAccuracy'), 12);
    }
  });

  it('is what its last model is evaluated to: bent boundaries and many classes of an SVM', async () => {
    const bent = modelSchema.parse({ kind: 'svm', fourier: { gamma: 0.5, nComponents: 16 } });
    // As many components as features tell a map from none only by the map itself.
    const narrow = modelSchema.parse({ kind: 'svm', fourier: { gamma: 0.5, nComponents: 2 } });
    const ring = rows.map(([x = 0, y = 0]) => (x * x + y * y > 1.4 ? 1 : 0));
    const thirds = rows.map(([x = 0]) => (x < -0.5 ? 0 : x < 0.5 ? 1 : 2));
    const cases = [
      [bent, toTrainingData(rows, ring, 4500, weights)],
      [narrow, toTrainingData(rows, ring, 4500, weights)],
      [svm, toTrainingData(rows, thirds, 4500, weights, ['low', 'middle', 'high'])],
      [bent, toTrainingData(rows, thirds, 4500, weights, ['low', 'middle', 'high'])],
    ] as const;
    for (const [model, data] of cases) {
      const options = { model, training: trainingSpec({ steps: 20 }), seed: 3, data, resume: null };
      const trainer = createTypedTrainer(options);
      const reports = await drain(trainer);
      const context = makeContext(model, data, trainer.state().tensors);
      const { train, validation } = asClasses(evaluated(context, data));
      const classes = Math.max(2, data.classes.length);
      expect(accuracy(train.confusion, classes)).toBeCloseTo(last(reports, 'accuracy'), 12);
      expect(accuracy(validation?.confusion ?? [], classes)).toBeCloseTo(last(reports, 'valAccuracy'), 12);
    }
  });

  it('is what its last model is evaluated to: errors', async () => {
    const data = toTrainingData(
      rows,
      rows.map(([x = 0, y = 0]) => x - 2 * y),
      4500,
      weights,
    );
    const model = networkSpec({
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
    });
    const trainer = createTypedTrainer({
      model,
      training: trainingSpec({ steps: 20 }),
      seed: 3,
      data,
      resume: null,
    });
    const reports = await drain(trainer);
    const { train, validation } = asNumbers(
      evaluated(makeContext(model, data, trainer.state().tensors), data),
    );
    expect(train.r2).toBeCloseTo(last(reports, 'r2'), 12);
    expect(train.meanAbsoluteError).toBeCloseTo(last(reports, 'mae'), 12);
    expect(validation?.rootMeanSquaredError).toBeCloseTo(last(reports, 'valRmse'), 12);
    expect(validation?.r2).toBeCloseTo(last(reports, 'valR2'), 12);
  });
});
