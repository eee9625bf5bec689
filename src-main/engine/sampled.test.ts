import { beforeAll, describe, expect, it } from 'vitest';
import type { Measuring } from '../../src-shared/training/measuring';
import { present } from '../../src-shared/present';
import { createTypedTrainer } from '../algorithms/models/create-trainer';
import type { StepReport, TrainerOptions } from '../algorithms/contract/trainer';
import { twoClasses } from '../testing/models/both-engines';
import { drain, networkSpec, toTrainingData, trainingSpec } from '../testing/data';
import {
  createKernelTrainer,
  createTensorflowTrainer,
  loadTensorflow,
  tensorflowStatus,
  warmUp,
} from './index';
import { Kernels } from './kernels';
import { loadedBinding } from './native';

const { available } = tensorflowStatus();
const { rows, target } = twoClasses();
const measuring: Measuring = { logEvery: 5, sample: { trainRows: 50, validationRows: 30 }, fullEvery: 25 };

const options = (batchSize: number | null, steps = 60): TrainerOptions => ({
  model: networkSpec({
    layers: [
      { units: 6, activation: 'tanh' },
      { units: 3, activation: 'elu' },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: { kind: 'adam', learningRate: 0.02, epsilon: 1e-4 },
    regularizer: { l1: 0, l2: 1e-3 },
  }),
  training: trainingSpec({
    steps,
    batchSize,
    logEvery: 5,
    earlyStopping: { patience: 15, minDelta: 0.02 },
  }),
  measuring,
  seed: 3,
  data: toTrainingData(rows, target, 300),
  resume: null,
});

/** All figures of a log, with the steps and the rows that they are of. */
const figures = (reports: readonly StepReport[]): [string, number][] =>
  reports.flatMap(({ step, metrics, isOfSample, ofSample, restoredFrom }) =>
    Object.entries({ ...metrics, ...ofSample }).map(([name, value]): [string, number] => [
      `${step} ${name} ${String(isOfSample)} ${ofSample === undefined} ${String(restoredFrom)}`,
      value,
    ]),
  );

describe.skipIf(!available)(
  `networks measured on a sample by TensorFlow${available ? '' : ' (skipped: no TensorFlow here)'}`,
  () => {
    beforeAll(async () => {
      loadTensorflow();
      await warmUp();
    });

    it.each([null, 32])(
      'have the figures of typed arrays, those of the best model too: batch %s',
      async (batch) => {
        const typed = figures(await drain(createTypedTrainer(options(batch))));
        const trainer = createTensorflowTrainer(options(batch));
        const native = figures(await drain(trainer));
        trainer.dispose();
        expect(native.map(([name]) => name)).toEqual(typed.map(([name]) => name));
        expect(native.some(([name]) => name.endsWith('undefined'))).toBe(true);
        expect(native.some(([name]) => /\d$/.test(name))).toBe(true);
        for (const [index, [name, value]] of native.entries()) {
          const [, other] = present(typed[index]);
          expect(Math.abs(value - other), name).toBeLessThanOrEqual(1e-3 * Math.max(1, Math.abs(other)));
        }
      },
    );

    it('leave no tensor behind, however often they are measured', async () => {
      const live = async (steps: number): Promise<number> => {
        const tf = new Kernels(loadedBinding());
        const trainer = createKernelTrainer(options(32, steps), tf);
        for await (const { step } of trainer.train({ due: () => true })) if (step > 0) trainer.measureAll?.();
        const count = tf.live;
        trainer.dispose();
        expect(tf.live).toBe(0);
        return count;
      };
      // An epoch has batches of two sizes, each with a tensor that is kept.
      expect(await live(60)).toBe(await live(20));
    });
  },
);
