import { describe, expect, it } from 'vitest';
import { drain, last, networkSpec, toModelContext, toTrainingData, trainingSpec } from '../../testing/data';
import type { ModelState } from '../contract/state';
import type { TrainerOptions, TrainingData } from '../contract/trainer';
import { finish } from '../explore/slices';
import { predictPoints } from '../models/answers';
import { createTypedTrainer } from '../models/create-trainer';
import { measureState } from './measure-state';
import { editWeights } from './state/weight-edits';
import { inTargetUnits } from './target-scaling';

const raw = toTrainingData([[-1], [0], [1], [2], [3]], [10, 30, 60, 80, 115], 4, null, []);
const data: TrainingData = { ...raw, targetScaler: { offset: 45, scale: 20 } };
const model = networkSpec({
  layers: [
    { units: 2, activation: 'tanh' },
    { units: 1, activation: 'linear' },
  ],
  loss: 'meanSquaredError',
  regularizer: { l1: 0.001, l2: 0.002 },
  optimizer: { kind: 'adam', learningRate: 0.05 },
});
const options: TrainerOptions = {
  model,
  training: trainingSpec({ steps: 60, logEvery: 20 }),
  seed: 4,
  data,
  resume: null,
};

async function trained(): Promise<{ state: ModelState; reports: Awaited<ReturnType<typeof drain>> }> {
  const trainer = createTypedTrainer(options);
  const reports = await drain(trainer);
  return { state: trainer.state(), reports };
}

describe('weights set by hand', () => {
  it('are in the units of the target in the last layer, and leave the given state alone', async () => {
    const { state } = await trained();
    const shown = inTargetUnits(model, state, data.targetScaler);
    const before = shown.tensors['layer1/bias']?.data[0] ?? NaN;
    // Every weight into the output is 0 and its bias 12: the answer is 12 wherever one asks.
    const { state: edited, made } = editWeights(
      model,
      state,
      [
        { layer: 1, input: 0, unit: 0, value: 0 },
        { layer: 1, input: 1, unit: 0, value: 0 },
        { layer: 1, input: null, unit: 0, value: 12 },
      ],
      data.targetScaler,
    );
    for (const { output } of predictPoints(toModelContext(options, edited), [[-5], [0.3], [7]]))
      expect(output).toBeCloseTo(12, 10);
    expect(made[2]).toMatchObject({ layer: 1, input: null, unit: 0, value: 12 });
    expect(made[2]?.before).toBeCloseTo(before, 10);
    expect(predictPoints(toModelContext(options, state), [[0.3]])[0]?.output).not.toBeCloseTo(12, 1);
  });

  it('give the metrics that training logs, and those of the weights as set', async () => {
    const { state, reports } = await trained();
    const context = { ...toModelContext(options, state), model, state };
    const metrics = finish(measureState(context, data));
    for (const name of ['loss', 'valLoss', 'rmse', 'valRmse', 'r2'])
      expect(metrics[name]).toBe(last(reports, name));
    const zero = [0, 1].flatMap((unit) => [
      { layer: 0, input: 0, unit, value: 0 },
      { layer: 1, input: unit, unit: 0, value: 0 },
    ]);
    const bias = { layer: 1, input: null, unit: 0, value: 50 };
    const { state: edited } = editWeights(model, state, [...zero, bias], data.targetScaler);
    // All weights 0, so no penalty: errors from 50 by hand.
    const flat = finish(measureState({ ...context, state: edited }, data));
    expect(flat['loss']).toBeCloseTo((40 ** 2 + 20 ** 2 + 10 ** 2 + 30 ** 2) / 4, 8);
    expect(flat['valLoss']).toBeCloseTo(65 ** 2, 8);
  });

  it('are refused where the network has no such weight, or the value is none', async () => {
    const { state } = await trained();
    const edit = (layer: number, input: number | null, unit: number, value = 1): unknown =>
      editWeights(model, state, [{ layer, input, unit, value }], data.targetScaler);
    expect(() => edit(2, 0, 0)).toThrow('no such weight: layer 3, unit 1');
    expect(() => edit(0, 1, 0)).toThrow('no such weight: layer 1, unit 1');
    expect(() => edit(1, null, 1)).toThrow('no such weight: layer 2, unit 2');
    expect(() => edit(0, 0, 0, Infinity)).toThrow('finite');
  });
});
