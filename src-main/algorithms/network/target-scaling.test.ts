import { describe, expect, it } from 'vitest';
import type { LossName, NetworkSpec } from '../../../src-shared/experiment/schema';
import { toTrainingData, drain, toModelContext, last, networkSpec, trainingSpec } from '../../testing/data';
import { predictPoints } from '../models/answers';
import { createTypedTrainer } from '../models/create-trainer';
import { chooseLoss } from './losses';
import { inTargetUnits, lossFactor, withScaledTarget } from './target-scaling';
import type { TrainerOptions, TrainingData } from '../contract/trainer';

const x = [-2, -1, 0, 1, 2, 3];
const y = [4000, 5210, 5950, 7100, 7900, 9200];
const trainRows = 4;
const mean = (4000 + 5210 + 5950 + 7100) / 4;
const spread = Math.sqrt(
  ((4000 - mean) ** 2 + (5210 - mean) ** 2 + (5950 - mean) ** 2 + (7100 - mean) ** 2) / 4,
);
const raw = toTrainingData(
  x.map((value) => [value]),
  y,
  trainRows,
  null,
  [],
);
const data: TrainingData = { ...raw, targetScaler: { offset: mean, scale: spread } };

const line = (loss: LossName): NetworkSpec =>
  networkSpec({
    layers: [{ units: 1, activation: 'linear' }],
    loss,
    huberDelta: 0.05,
    optimizer: { kind: 'adam', learningRate: 0.02 },
  });
const makeOptions = (loss: LossName): TrainerOptions => ({
  model: line(loss),
  training: trainingSpec({ steps: 3000, logEvery: 100 }),
  seed: 1,
  data,
  resume: null,
});

describe('a scaled target', () => {
  it('is answered and measured in its own units: the line of least squares', async () => {
    const options = makeOptions('meanSquaredError');
    const trainer = createTypedTrainer(options);
    const reports = await drain(trainer);
    // By hand over the four training rows: slope = sum (x + 0.5)(y - 5565) / 5 = 1004, intercept 6067.
    const line = (value: number): number => 6067 + 1004 * value;
    const answers = predictPoints(
      toModelContext(options, trainer.state()),
      x.map((value) => [value]),
    );
    answers.forEach(({ output }, row) => {
      expect(output).toBeCloseTo(line(x[row]), 1);
    });
    const errors = y.map((value, row) => value - line(x[row]));
    const squared = (from: number, to: number): number =>
      errors.slice(from, to).reduce((sum, error) => sum + error ** 2, 0) / (to - from);
    expect(last(reports, 'loss') / squared(0, 4)).toBeCloseTo(1, 5);
    expect(last(reports, 'valLoss') / squared(4, 6)).toBeCloseTo(1, 3);
    expect(last(reports, 'valRmse') ** 2 / squared(4, 6)).toBeCloseTo(1, 3);
    expect(last(reports, 'valMae')).toBeCloseTo((Math.abs(errors[4]) + Math.abs(errors[5])) / 2, 1);
    const validationSpread = (9200 - 7900) ** 2 / 2;
    expect(last(reports, 'valR2')).toBeCloseTo(1 - (2 * squared(4, 6)) / validationSpread, 3);
  });

  it.each(['meanAbsoluteError', 'huber'] as const)('has its %s in raw units too', async (loss) => {
    const options = makeOptions(loss);
    const trainer = createTypedTrainer(options);
    const reports = await drain(trainer);
    const outputs = Float64Array.from(
      predictPoints(
        toModelContext(options, trainer.state()),
        x.map((value) => [value]),
      ),
      ({ output }) => Number(output),
    );
    // Huber's delta counts in standard deviations of the target.
    const inRaw = chooseLoss({ loss, huberDelta: 0.05 * spread });
    const sum = inRaw.add(0, outputs, Float64Array.from(y), trainRows, null, 1);
    expect(last(reports, 'loss') / (sum / trainRows)).toBeCloseTo(1, 8);
  });

  it('resumes as if it had never stopped', async () => {
    const options = makeOptions('meanSquaredError');
    const whole = createTypedTrainer(options);
    await drain(whole);
    const half = createTypedTrainer({
      ...options,
      training: trainingSpec({ steps: 1500, logEvery: 100 }),
    });
    await drain(half);
    const rest = createTypedTrainer({ ...options, resume: half.state() });
    await drain(rest);
    expect(rest.state().tensors['layer0/kernel']?.data).toEqual(whole.state().tensors['layer0/kernel']?.data);
  });
});

it('leaves all else as it was', () => {
  expect(withScaledTarget(raw)).toBe(raw);
  expect(lossFactor('huber', undefined)).toBe(1);
  const trainer = createTypedTrainer({ ...makeOptions('huber'), data: raw });
  const state = trainer.state();
  expect(inTargetUnits(line('huber'), state, undefined)).toBe(state);
});
