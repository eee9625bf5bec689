import { describe, expect, it } from 'vitest';
import { toTrainingData, drain, last, networkSpec, trainingSpec } from '../../../testing/data';
import { createTypedTrainer } from '../../models/create-trainer';
import { Rng } from '../../numeric/rng';
import type { TrainingData } from '../../contract/trainer';

const rng = new Rng(2);
const inputs = Array.from({ length: 60 }, () => rng.normal());
const target = inputs.map((x) => 3 * x + 1);

/** 40 training rows and 20 others; the second input is `train` in the former and `other` in the latter. */
function data(train: number, other: number): TrainingData {
  return toTrainingData(
    inputs.map((x, i) => [x, i < 40 ? train : other]),
    target,
    40,
  );
}

async function trained(of: TrainingData): Promise<{ loss: number; valLoss: number; weights: number[] }> {
  const model = networkSpec({
    layers: [
      { units: 3, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
    loss: 'meanSquaredError',
  });
  const trainer = createTypedTrainer({
    model,
    training: trainingSpec({ steps: 200 }),
    seed: 1,
    data: of,
    resume: null,
  });
  const reports = await drain(trainer);
  const weights = [...trainer.state().tensors['layer0/kernel'].data].slice(3);
  return { loss: last(reports, 'loss'), valLoss: last(reports, 'valLoss'), weights };
}

describe('an input that the training rows do not show', () => {
  it('does not speak in the validation rows, however far they lie', async () => {
    const plain = await trained(data(0, 0));
    for (const other of [2, -50, 1e6]) {
      const one = await trained(data(0, other));
      expect(one.weights).toEqual([0, 0, 0]);
      // What is learned is the same to the bit.
      expect(one.loss).toBe(plain.loss);
      expect(one.valLoss).toBe(plain.valLoss);
    }
  });

  it('keeps its weights where it is a category, or shown', async () => {
    expect((await trained(data(0, 1))).weights).not.toContain(0);
    expect((await trained(data(0.5, 50))).weights).not.toContain(0);
  });
});
