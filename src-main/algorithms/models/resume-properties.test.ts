import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  OPTIMIZERS,
  parseExperiment,
  SCHEDULES,
  type ExperimentInput,
} from '../../../src-shared/experiment/schema';
import { drain, planned, toTrainingData } from '../../testing/data';
import type { ModelState } from '../contract/state';
import { createTypedTrainer } from './create-trainer';

const coordinate = fc.integer({ min: -20, max: 20 }).map((n) => n / 10);
const rows = fc.array(fc.tuple(coordinate, coordinate), { minLength: 12, maxLength: 20 });

const network = fc
  .record({
    units: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
    activation: fc.constantFrom(...ACTIVATIONS.filter((name) => name !== 'softmax')),
    dropout: fc.constantFrom(0, 0.3),
    optimizer: fc.constantFrom(...OPTIMIZERS),
    schedule: fc.constantFrom(...SCHEDULES),
    l2: fc.constantFrom(0, 0.01),
    batchSize: fc.constantFrom(null, 1, 5),
  })
  .map(({ units, activation, dropout, optimizer, schedule, l2, batchSize }) => ({
    model: {
      kind: 'network' as const,
      layers: [
        ...units.map((count) => ({ units: count, activation, dropout })),
        { units: 1, activation: 'sigmoid' as const },
      ],
      loss: 'binaryCrossentropy' as const,
      optimizer: { kind: optimizer },
      schedule: { kind: schedule, warmupSteps: 2 },
      regularizer: { l2 },
    },
    training: { steps: 30, batchSize },
  }));
const kmeans = fc
  .record({
    nClusters: fc.integer({ min: 1, max: 4 }),
    nInit: fc.integer({ min: 1, max: 3 }),
    init: fc.constantFrom('k-means++' as const, 'random' as const),
    batchSize: fc.constantFrom(null, 4),
  })
  .map((model) => ({ model: { kind: 'kmeans' as const, maxIter: 20, ...model }, training: {} }));
const svm = fc
  .record({
    loss: fc.constantFrom('hinge' as const, 'squaredHinge' as const),
    shrinking: fc.boolean(),
    folds: fc.constantFrom(0, 3),
    maxIter: fc.integer({ min: 1, max: 12 }),
  })
  .map((model) => ({ model: { kind: 'svm' as const, ...model }, training: {} }));

function experiment(
  parts: Pick<ExperimentInput, 'model' | 'training'>,
  seed: number,
): ReturnType<typeof parseExperiment> {
  const dataset = { kind: 'generated' as const, generator: 'xnor' as const };
  return parseExperiment({
    ...{ schemaVersion: 1, name: 'any', seed, dataset, model: parts.model },
    training: { logEvery: 1, checkpointEvery: 0, engine: 'typed', ...parts.training },
  });
}

describe('a run of any settings', () => {
  it('that went on from a checkpoint equals one that never stopped, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(network, kmeans, svm),
        rows,
        fc.nat({ max: 1e6 }),
        fc.nat(),
        async (parts, points, seed, stop) => {
          const { model, training } = planned(experiment(parts, seed));
          const target =
            model.kind === 'kmeans'
              ? null
              : // Three of each class at least, as folds need them.
                points.map(([x, y], i) => (i < 6 ? i % 2 : x > y ? 1 : 0));
          const options = { model, training, seed, data: toTrainingData(points, target, points.length - 3) };
          const straight = createTypedTrainer({ ...options, resume: null });
          const whole = await drain(straight);
          const pulls = stop % whole.length;
          const first = createTypedTrainer({ ...options, resume: null });
          await drain(first, pulls);
          const { tensors, extra, ...rest } = first.state();
          const state: ModelState = {
            ...rest,
            tensors: Object.fromEntries(
              Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
            ),
            // As a manifest holds it.
            extra: JSON.parse(JSON.stringify(extra)) as ModelState['extra'],
          };
          const second = createTypedTrainer({ ...options, resume: state });
          expect(await drain(second)).toEqual(whole.slice(pulls));
          expect(second.result()).toEqual(straight.result());
        },
      ),
      { numRuns: 60 },
    );
  });
});
