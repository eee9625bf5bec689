import { beforeAll, describe, expect, it } from 'vitest';
import { HIDDEN_ACTIVATIONS, LOSSES, type NetworkSpec } from '../../src-shared/experiment/schema';
import { present } from '../../src-shared/present';
import type { Trainer, TrainingData } from '../algorithms/contract/trainer';
import { readLayers } from '../algorithms/network/state/state';
import { Rng } from '../algorithms/numeric/rng';
import { toTrainingData, drain, lastLayerFor, networkSpec, trainingSpec } from '../testing/data';
import { centralDifferences } from '../testing/models/gradients';
import {
  createKernelTrainer,
  createTensorflowTrainer,
  loadTensorflow,
  tensorflowStatus,
  warmUp,
} from './index';

const { available } = tensorflowStatus();
const ROWS = 9;
const CLASSES = 3;
const SEED = 6;
const rng = new Rng(12);
const rows = Array.from({ length: ROWS }, () => [rng.normal(), rng.normal()]);

/**
 * One step of plain gradient descent with a rate of 1 takes the gradient off the weights: what it
 * took is compared with central differences in double precision.
 */
async function expectGradients(model: NetworkSpec, weights: number[] | null = null): Promise<void> {
  const isOfMany = model.loss === 'categoricalCrossentropy';
  const target = rows.map((_, row) => row % (isOfMany ? CLASSES : 2));
  const data = toTrainingData(rows, target, ROWS, weights, isOfMany ? [0, 1, 2] : [0, 1]);
  const training = trainingSpec({ steps: 1 });
  for (const create of [createTensorflowTrainer, createKernelTrainer])
    await expectGradientsOf(create({ model, training, seed: SEED, data, resume: null }), model, data);
}

async function expectGradientsOf(trainer: Trainer, model: NetworkSpec, data: TrainingData): Promise<void> {
  const before = trainer.state();
  await drain(trainer);
  const after = trainer.state();
  trainer.dispose();
  const expected = centralDifferences(
    model,
    readLayers(model, before),
    { x: data.features, y: present(data.target), weights: data.weights },
    SEED,
  );
  let largest = 0;
  model.layers.forEach((_, l) => {
    [`layer${l}/kernel`, `layer${l}/bias`].forEach((name, v) => {
      before.tensors[name].data.forEach((value, i) => {
        const gradient = value - after.tensors[name].data[i];
        expect(Math.abs(gradient - expected[2 * l + v][i]), `${name} ${i}`).toBeLessThan(1e-5);
        largest = Math.max(largest, Math.abs(gradient));
      });
    });
  });
  expect(largest, model.loss).toBeGreaterThan(1e-3);
}

const optimizer = { kind: 'sgd' as const, learningRate: 1 };
const biasInitializer = 'glorotUniform' as const;

describe.skipIf(!available)(
  `TensorFlow's gradients are those of central differences${available ? '' : ' (skipped: no TensorFlow here)'}`,
  () => {
    beforeAll(async () => {
      loadTensorflow();
      await warmUp();
    });

    it.each(HIDDEN_ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => [activation, loss] as const)))(
      '%s hidden, %s',
      async (activation, loss) => {
        const layers = [{ units: 3, activation }, { units: 4, activation }, lastLayerFor(loss, CLASSES)];
        await expectGradients(networkSpec({ layers, loss, huberDelta: 0.3, optimizer, biasInitializer }));
      },
    );

    it.each([
      ['L1', { l1: 0.03, l2: 0 }],
      ['L2', { l1: 0, l2: 0.07 }],
      ['L1 and L2', { l1: 0.03, l2: 0.07 }],
    ])('%s', async (_, regularizer) => {
      for (const loss of LOSSES) {
        const layers = [{ units: 4, activation: 'tanh' as const }, lastLayerFor(loss, CLASSES)];
        await expectGradients(networkSpec({ layers, loss, regularizer, optimizer, biasInitializer }));
      }
    });

    it.each(HIDDEN_ACTIVATIONS)('dropout over %s, with weighted rows', async (activation) => {
      for (const loss of LOSSES) {
        const layers = [
          { units: 6, activation, dropout: 0.3 },
          { units: 5, activation, dropout: 0.5 },
          lastLayerFor(loss, CLASSES),
        ];
        const weights = rows.map((__, row) => 0.5 + (row % 3));
        await expectGradients(networkSpec({ layers, loss, optimizer, biasInitializer }), weights);
      }
    });

    it.each(['linear', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu'] as const)(
      '%s as the output',
      async (activation) => {
        for (const loss of ['meanSquaredError', 'meanAbsoluteError', 'huber'] as const) {
          const layers = [
            { units: 3, activation: 'tanh' as const },
            { units: 1, activation },
          ];
          await expectGradients(networkSpec({ layers, loss, optimizer, biasInitializer }));
        }
      },
    );
  },
);
