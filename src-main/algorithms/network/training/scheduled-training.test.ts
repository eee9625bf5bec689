import { describe, expect, it } from 'vitest';
import { SCHEDULES, type NetworkSpec } from '../../../../src-shared/experiment/schema';
import { present } from '../../../../src-shared/present';
import { toTrainingData, drain, networkSpec, trainingSpec } from '../../../testing/data';
import { softmaxOfThree, threeClouds } from '../../../testing/models/clouds';
import { createTypedTrainer } from '../../models/create-trainer';
import { Rng } from '../../numeric/rng';
import type { StepReport, TrainerOptions } from '../../contract/trainer';

const rng = new Rng(8);

const clouds = threeClouds(rng);

describe('a schedule', () => {
  it.each(SCHEDULES)('is logged where the rate changes: %s', async (kind) => {
    const trainer = createTypedTrainer({
      model: softmaxOfThree({ schedule: { kind, warmupSteps: 5 } }),
      training: trainingSpec({ steps: 30, logEvery: 3 }),
      seed: 1,
      data: clouds,
      resume: null,
    });
    const reports = await drain(trainer);
    expect(trainer.metricNames[trainer.metricNames.length - 1]).toBe('learningRate');
    expect(reports[0]?.metrics?.['learningRate']).toBeCloseTo(0.015, 12);
    expect(reports[1]?.metrics?.['learningRate']).toBeCloseTo(0.03, 3);
  });

  it('changes what is learned from the step on that it changes the rate at', async () => {
    const run = async (schedule: NetworkSpec['schedule']): Promise<StepReport[]> =>
      drain(
        createTypedTrainer({
          model: softmaxOfThree({ schedule }),
          training: trainingSpec({ steps: 30, logEvery: 1 }),
          seed: 1,
          data: clouds,
          resume: null,
        }),
      );
    const constant = await run({ kind: 'constant', warmupSteps: 0 });
    const stepped = await run({ kind: 'step', warmupSteps: 0, every: 10, factor: 0.1 });
    const losses = (reports: StepReport[]): (number | undefined)[] =>
      reports.map(({ metrics }) => metrics?.['loss']);
    expect(losses(stepped).slice(0, 10)).toEqual(losses(constant).slice(0, 10));
    expect(losses(stepped)[10]).not.toBe(losses(constant)[10]);
  });
});

describe('early stopping', () => {
  // Labels that are noise: what is learned of the training rows is wrong for the others.
  const noisy = toTrainingData(
    Array.from({ length: 60 }, () => [rng.normal(), rng.normal()]),
    Array.from({ length: 60 }, () => rng.integer(2)),
    40,
  );
  const options: TrainerOptions = {
    model: networkSpec({
      layers: [
        { units: 20, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    }),
    training: trainingSpec({ steps: 3000, logEvery: 10, earlyStopping: { patience: 200, minDelta: 0 } }),
    seed: 1,
    data: noisy,
    resume: null,
  };

  it('ends in time, and goes back to the model with the lowest validation loss', async () => {
    const trainer = createTypedTrainer(options);
    const reports = await drain(trainer);
    const steps = reports.slice(0, -1);
    const end = reports[reports.length - 1];
    const losses = steps.map(({ metrics }) => present(metrics)['valLoss']);
    const lowest = losses.indexOf(Math.min(...losses));
    const best = steps[lowest];
    expect(end).toEqual({
      step: best.step + 200,
      metrics: best.metrics,
      history: null,
      restoredFrom: best.step,
    });
    expect(end.step).toBeLessThan(3000);
    expect(trainer.result()).toMatchObject({ kind: 'network', bestStep: best.step });
    // The state is the one of that step, as a run that ended there has it.
    const short = createTypedTrainer({
      ...options,
      training: trainingSpec({ steps: best.step, logEvery: 10 }),
    });
    await drain(short);
    expect(trainer.state().step).toBe(end.step);
    for (const [name, { data }] of Object.entries(short.state().tensors)) {
      expect(trainer.state().tensors[name]?.data, name).toEqual(data);
    }
    expect(Object.keys(trainer.state().tensors)).toHaveLength(Object.keys(short.state().tensors).length);
  });

  it('goes back also where the steps are used up first', async () => {
    const training = { ...options.training, steps: 300, earlyStopping: { patience: 100_000, minDelta: 0 } };
    const trainer = createTypedTrainer({ ...options, training });
    const reports = await drain(trainer);
    const { step, restoredFrom, metrics } = reports[reports.length - 1];
    expect(step).toBe(300);
    expect(restoredFrom).toBeLessThan(300);
    expect(present(metrics)['valLoss']).toBe(
      Math.min(...reports.map((report) => present(report.metrics)['valLoss'])),
    );
  });

  it('watches the loss where there are no validation rows', async () => {
    const trainer = createTypedTrainer({
      ...options,
      data: clouds,
      model: softmaxOfThree({ optimizer: { kind: 'sgd', learningRate: 1e-9 } }),
      training: trainingSpec({ steps: 3000, earlyStopping: { patience: 50, minDelta: 0.001 } }),
    });
    const reports = await drain(trainer);
    expect(reports[reports.length - 1]).toMatchObject({ step: 60, restoredFrom: 10 });
  });
});
