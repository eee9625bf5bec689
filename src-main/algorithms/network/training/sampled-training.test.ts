import { describe, expect, it } from 'vitest';
import type { Measuring } from '../../../../src-shared/training/measuring';
import { present } from '../../../../src-shared/present';
import { drain, networkSpec, toTrainingData, trainingSpec } from '../../../testing/data';
import { noisy } from '../../../testing/models/svm';
import type { StepReport, TrainerOptions } from '../../contract/trainer';
import { createTypedTrainer } from '../../models/create-trainer';
import { drawSample } from '../sample';

const { rows, target } = noisy(600, 5);
const data = toTrainingData(rows, target, 450);
const measuring: Measuring = {
  logEvery: 10,
  sample: { trainRows: 60, validationRows: 40 },
  fullEvery: 40,
};
const model = networkSpec({
  layers: [
    { units: 6, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossentropy',
  regularizer: { l1: 0, l2: 1e-3 },
  schedule: { kind: 'exponential', warmupSteps: 0, factor: 0.9, every: 20 },
});
const options: TrainerOptions = {
  model,
  training: trainingSpec({ steps: 95, batchSize: 16, logEvery: 10 }),
  measuring,
  seed: 4,
  data,
  resume: null,
};
const onAllRows = { ...options, measuring: { ...measuring, sample: null, fullEvery: null } };

const logged = (reports: readonly StepReport[]): StepReport[] =>
  reports.filter(({ metrics }) => metrics !== null);

/** Both engines measure by the same class: what is tried here is which rows, and when. */
describe('a network measured on a sample of its rows', () => {
  it('trains as one that is measured on all of them, to the bit', async () => {
    const [sampled, whole] = [createTypedTrainer(options), createTypedTrainer(onAllRows)];
    await drain(sampled);
    await drain(whole);
    expect(sampled.state()).toEqual(whole.state());
  });

  it('has figures of the sample, and at every so many steps and the last those of all rows', async () => {
    const reports = logged(await drain(createTypedTrainer(options)));
    const whole = logged(await drain(createTypedTrainer(onAllRows)));
    expect(reports.map(({ step, isOfSample }) => [step, isOfSample === true])).toEqual([
      ...[10, 20, 30].map((step) => [step, true]),
      [40, false],
      ...[50, 60, 70].map((step) => [step, true]),
      [80, false],
      [90, true],
      [95, false],
    ]);
    for (const [index, { metrics, isOfSample, ofSample }] of reports.entries()) {
      if (isOfSample === true) {
        expect(metrics).not.toEqual(whole[index]?.metrics);
        expect(ofSample).toBeUndefined();
      } else {
        expect(metrics).toEqual(whole[index]?.metrics);
        expect(Object.keys(present(ofSample))).toEqual(Object.keys(present(metrics)));
        expect(ofSample).not.toEqual(metrics);
      }
    }
  });

  it('has the figures that these rows have by themselves', async () => {
    const trainer = createTypedTrainer({
      ...options,
      training: trainingSpec({ ...options.training, steps: 10 }),
    });
    const [report] = logged(await drain(trainer));
    const sample = drawSample(data, present(measuring.sample), options.seed);
    expect([sample.trainRows, sample.rows]).toEqual([60, 100]);
    expect(report?.ofSample?.['loss']).toBeCloseTo(await lossOf(trainer.state(), sample), 12);
  });

  it('stops early by the sample, and ends with the figures of the model that it keeps on all rows', async () => {
    const early = { ...options.training, steps: 2000, earlyStopping: { patience: 60, minDelta: 0 } };
    const trainer = createTypedTrainer({ ...options, training: early });
    const reports = logged(await drain(trainer));
    const ended = present(reports.at(-1));
    const steps = reports.filter(({ restoredFrom }) => restoredFrom === undefined);
    const best = steps.reduce((found, report) => (watched(report) < watched(found) ? report : found));
    expect(ended.restoredFrom).toBe(best.step);
    expect(ended.isOfSample).toBeUndefined();
    expect(ended.step).toBe(best.step + 60);
    const again = createTypedTrainer({ ...onAllRows, training: { ...options.training, steps: best.step } });
    // The rate is that of another length of training, which its schedule does not look at.
    expect(ended.metrics).toEqual(logged(await drain(again)).at(-1)?.metrics);
    expect(trainer.state().step).toBe(ended.step);
  });

  it('that went on from any step is one that never stopped', async () => {
    const early = { ...options.training, earlyStopping: { patience: 30, minDelta: 0.01 } };
    for (const training of [options.training, early]) {
      const straight = createTypedTrainer({ ...options, training });
      const every = { due: () => true };
      const whole: StepReport[] = [];
      for await (const report of straight.train(every)) whole.push(report);
      for (const stop of [1, 13, 40, 41, whole.length - 1]) {
        const first = createTypedTrainer({ ...options, training });
        const steps = first.train(every);
        for (let pull = 0; pull < stop; pull++) await steps.next();
        const second = createTypedTrainer({ ...options, training, resume: first.state() });
        const rest: StepReport[] = [];
        for await (const report of second.train(every)) rest.push(report);
        expect(rest).toEqual(whole.slice(stop));
        expect(second.state()).toEqual(straight.state());
      }
    }
  });

  it('can be measured on all rows wherever it stands', async () => {
    const trainer = createTypedTrainer(options);
    const steps = trainer.train({ due: () => true });
    for (let pull = 0; pull < 30; pull++) await steps.next();
    const whole = logged(await drain(createTypedTrainer(onAllRows)));
    expect(trainer.measureAll?.()).toEqual(whole[2]?.metrics);
    expect(createTypedTrainer(onAllRows).measureAll).toBeUndefined();
  });
});

/** What early stopping goes by: the validation loss of the sample. */
function watched({ metrics, ofSample }: StepReport): number {
  return (ofSample ?? metrics)?.['valLoss'] ?? NaN;
}

/** The training loss of a state on rows of their own: of a step that changes nothing. */
async function lossOf(
  state: NonNullable<TrainerOptions['resume']>,
  of: TrainerOptions['data'],
): Promise<number> {
  const still = networkSpec({ ...model, optimizer: { kind: 'sgd', learningRate: 1e-300 } });
  const tensors = Object.fromEntries(
    Object.entries(state.tensors).filter(([name]) => !name.startsWith('optimizer/')),
  );
  const trainer = createTypedTrainer({
    ...onAllRows,
    model: still,
    data: of,
    training: trainingSpec({ steps: state.step + 1, logEvery: 1 }),
    resume: { ...state, tensors, extra: {} },
  });
  const [report] = await drain(trainer);
  return report?.metrics?.['loss'] ?? NaN;
}
