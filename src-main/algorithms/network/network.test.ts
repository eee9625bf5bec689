import { describe, expect, it } from 'vitest';
import { INITIALIZERS, optimizerSchema } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { toTrainingData, drain, last, networkSpec, trainingSpec, xnorData } from '../../testing/data';
import { measureCpuTime } from '../../testing/slowness';
import { Batches } from './training/batches';
import { createTypedTrainer } from '../models/create-trainer';
import { initialWeights } from './layers/initializers';
import { updateVariable } from './training/optimizers';

describe('network', () => {
  it('makes the first Adam update one learning rate long', () => {
    const variable = Float64Array.of(1, 1, 1);
    const slots = [new Float64Array(3), new Float64Array(3)];
    updateVariable(
      optimizerSchema.parse({ kind: 'adam', learningRate: 0.1 }),
      variable,
      Float64Array.of(2, -0.5, 0),
      slots,
      1,
      0.1,
    );
    expect(variable[0]).toBeCloseTo(0.9, 6);
    expect(variable[1]).toBeCloseTo(1.1, 6);
    expect(variable[2]).toBe(1);
    expect([...slots[0]]).toEqual([0.2, -0.05, 0].map((value) => expect.closeTo(value, 12)));
  });

  it('follows momentum and RMSprop by hand', () => {
    const momentum = optimizerSchema.parse({ kind: 'momentum', learningRate: 0.1, momentum: 0.5 });
    const a = Float64Array.of(1);
    const velocity = [new Float64Array(1)];
    updateVariable(momentum, a, Float64Array.of(1), velocity, 1, 0.1);
    updateVariable(momentum, a, Float64Array.of(1), velocity, 2, 0.1);
    expect(a[0]).toBeCloseTo(1 - 0.1 - 0.15, 12);
    const rmsprop = optimizerSchema.parse({ kind: 'rmsprop', learningRate: 0.1, rho: 0.9, epsilon: 1e-8 });
    const b = Float64Array.of(1);
    updateVariable(rmsprop, b, Float64Array.of(2), [new Float64Array(1)], 1, 0.1);
    expect(b[0]).toBeCloseTo(1 - 0.2 / Math.sqrt(0.4), 6);
  });

  it('solves XNOR from about six of ten starts, and logs every tenth step', async () => {
    let solved = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const trainer = createTypedTrainer({
        model: networkSpec(),
        training: trainingSpec({ steps: 5000 }),
        seed,
        data: xnorData(),
        resume: null,
      });
      const reports = await drain(trainer);
      expect(reports).toHaveLength(500);
      expect(reports[0]?.step).toBe(10);
      const loss = last(reports, 'loss');
      if (loss < 0.001) solved++;
      else expect(loss).toBeGreaterThan(0.1);
    }
    expect(solved).toBeGreaterThanOrEqual(27);
    expect(solved).toBeLessThanOrEqual(48);
  });

  it('stops with the step named when the loss is no number', async () => {
    const model = networkSpec({
      layers: [{ units: 1, activation: 'linear' }],
      optimizer: { kind: 'sgd', learningRate: 1000 },
    });
    const trainer = createTypedTrainer({
      model,
      training: trainingSpec({ steps: 1000, logEvery: 1 }),
      seed: 1,
      data: toTrainingData([[1], [2]], [10, 20]),
      resume: null,
    });
    await expect(drain(trainer)).rejects.toMatchObject({
      info: { kind: 'diverged', message: expect.stringMatching(/step \d+/) },
    });
  });
});

describe('training a network', () => {
  it('solves XNOR from seed 3, the bundled one, and not from 1 or 2', async () => {
    const finalLoss = async (seed: number): Promise<number> => {
      const training = trainingSpec({ steps: 5000 });
      const options = { model: networkSpec(), training, seed, data: xnorData(), resume: null };
      return last(await drain(createTypedTrainer(options)), 'loss');
    };
    expect(await finalLoss(3)).toBeLessThan(5e-5);
    for (const seed of [1, 2]) expect(await finalLoss(seed)).toBeGreaterThan(0.1);
  });

  it('makes 5,000 XNOR steps in under 0.1 s of the processor', async () => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const training = trainingSpec({ steps: 5000 });
      const trainer = createTypedTrainer({
        model: networkSpec(),
        training,
        seed: 3,
        data: xnorData(),
        resume: null,
      });
      times.push(await measureCpuTime(() => drain(trainer)));
    }
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it('logs multiples and the last step, and hands control back when it is due', async () => {
    const options = {
      model: networkSpec(),
      training: trainingSpec({ steps: 25, checkpointEvery: 8 }),
      seed: 1,
      data: xnorData(),
      resume: null,
    };
    const reports = await drain(createTypedTrainer(options));
    expect(reports.map(({ step, metrics }) => [step, metrics !== null])).toEqual([
      [8, false],
      [10, true],
      [16, false],
      [20, true],
      [24, false],
      [25, true],
    ]);
    const trainer = createTypedTrainer(options);
    const steps = [];
    for await (const { step } of trainer.train({ due: () => true })) {
      steps.push(step);
      expect(trainer.state().step).toBe(step);
    }
    expect(steps).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });

  it('gives validation rows their metrics and no say in the training', async () => {
    const rows = [[0], [1], [2], [3]];
    const run = async (validationTarget: number): ReturnType<typeof drain> =>
      drain(
        createTypedTrainer({
          model: networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }] }),
          training: trainingSpec({ steps: 50 }),
          seed: 1,
          data: toTrainingData(rows, [0, 0, 1, validationTarget], 3),
          resume: null,
        }),
      );
    const right = await run(1);
    const wrong = await run(0);
    expect(last(wrong, 'loss')).toBe(last(right, 'loss'));
    expect(last(wrong, 'valLoss')).toBeGreaterThan(last(right, 'valLoss'));
    expect([last(right, 'valAccuracy'), last(wrong, 'valAccuracy')]).toEqual([1, 0]);
    expect(Object.keys(present(right[0].metrics))).toEqual(['loss', 'accuracy', 'valLoss', 'valAccuracy']);
  });

  it('ends at a checkpoint between logged steps rather than keep weights that are no numbers', async () => {
    const trainer = createTypedTrainer({
      model: networkSpec({
        layers: [{ units: 1, activation: 'linear' }],
        optimizer: { kind: 'sgd', learningRate: 1000 },
      }),
      training: trainingSpec({ steps: 2000, logEvery: 1000, checkpointEvery: 20 }),
      seed: 1,
      data: toTrainingData([[1], [2]], [10, 20]),
      resume: null,
    });
    const kept: boolean[] = [];
    const run = async (): Promise<void> => {
      for await (const { metrics } of trainer.train({ due: () => false })) {
        expect(metrics).toBeNull();
        kept.push(trainer.state().tensors['layer0/kernel'].data.every(Number.isFinite));
      }
    };
    await expect(run()).rejects.toMatchObject({ info: { kind: 'diverged' } });
    expect(kept.length).toBeGreaterThan(0);
    expect(kept).not.toContain(false);
  });

  it('yields the row of the step whose loss is no number, then fails', async () => {
    const trainer = createTypedTrainer({
      model: networkSpec({
        layers: [{ units: 1, activation: 'linear' }],
        optimizer: { kind: 'sgd', learningRate: 1000 },
      }),
      training: trainingSpec({ steps: 1000, logEvery: 1, checkpointEvery: 1 }),
      seed: 1,
      data: toTrainingData([[1], [2]], [10, 20]),
      resume: null,
    });
    let lastLoss = 0;
    let lastStep = 0;
    const run = async (): Promise<void> => {
      for await (const { step, metrics } of trainer.train({ due: () => false })) {
        lastLoss = present(metrics)['loss'];
        lastStep = step;
      }
    };
    await expect(run()).rejects.toThrow(/The loss became (Infinity|NaN) at step \d+/);
    expect(Number.isFinite(lastLoss)).toBe(false);
    expect(lastStep).toBe(trainer.state().step);
  });
});

describe('Batches', () => {
  it('takes each row once an epoch, in another order the next, the last batch shorter', () => {
    const batches = new Batches(10, 4, 1, null);
    const epoch = (): number[][] => [0, 1, 2].map(() => [...batches.next()]);
    const first = epoch();
    const second = epoch();
    expect(first.map(({ length }) => length)).toEqual([4, 4, 2]);
    for (const rows of [first, second]) {
      expect(rows.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(second).not.toEqual(first);
  });
});

describe('initialWeights', () => {
  it.each(INITIALIZERS)('draws %s within its bound and with its variance', (initializer) => {
    const model = networkSpec({ layers: [{ units: 200, activation: 'relu' }], initializer });
    const [layer] = initialWeights(model, 100, 3);
    const values = [...layer.kernel];
    const variance = values.reduce((sum, w) => sum + w * w, 0) / values.length;
    // What the variance is multiplied with to be 1, and the widest that a weight may be then.
    const fan = initializer.startsWith('random')
      ? 1 / (initializer === 'randomUniform' ? 0.05 ** 2 / 3 : 0.05 ** 2)
      : initializer.startsWith('glorot')
        ? (100 + 200) / 2
        : initializer.startsWith('he')
          ? 50
          : 100;
    if (initializer === 'zeros') expect(variance).toBe(0);
    else expect(variance * fan).toBeCloseTo(1, 1);
    const cut = initializer === 'randomNormal' ? 6 : 2 / 0.8796;
    const widest = initializer.endsWith('Uniform') ? Math.sqrt(3) : cut;
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual((widest / Math.sqrt(fan)) * 1.0001);
    expect([...layer.bias]).toEqual(new Array(200).fill(0));
  });
});
