import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { networkSchema, OPTIMIZERS, type Activation } from '../../../src-shared/experiment/schema';
import type { Trainer, TrainerOptions } from '../../algorithms/contract/trainer';
import { Rng } from '../../algorithms/numeric/rng';
import { drain, last, lastLayerFor, networkSpec, toTrainingData, trainingSpec } from '../../testing/data';
import { createKernelTrainer, createTensorflowTrainer, loadTensorflow, tensorflowStatus, warmUp } from '..';
import { Kernels } from '../kernels';
import { loadedBinding, trainingStep } from '../native';
import { createTensorflowNetwork } from '../network';
import type { StepAddon } from './addon';
import { fitsCompiledStep, StepPlan } from './plan';

const isThere = tensorflowStatus().available && trainingStep() !== null;
const CLASSES = 11;

describe.skipIf(!isThere)(
  `the compiled step${isThere ? '' : ' (skipped: not built here, or no TensorFlow)'}`,
  () => {
    beforeAll(async () => {
      loadTensorflow();
      await warmUp();
    });

    /** Sizes around the blocks of 8 and panels of 32 that it works in. */
    const sizes = [
      { width: 1, units: [], rows: 3, batch: null },
      { width: 7, units: [1], rows: 40, batch: 9 },
      { width: 8, units: [31], rows: 70, batch: 64 },
      { width: 33, units: [32], rows: 300, batch: null },
      { width: 40, units: [33, 64, 5], rows: 150, batch: 37 },
      { width: 64, units: [96, 40], rows: 700, batch: 600 },
    ];
    const activations: readonly Activation[] = ['relu', 'tanh', 'sigmoid', 'leakyRelu', 'linear'];
    const losses = ['categoricalCrossentropy', 'meanSquaredError', 'hinge', 'binaryCrossentropy'] as const;
    const cases = sizes.flatMap((size, s) =>
      OPTIMIZERS.map((kind, o) => ({
        ...size,
        kind,
        activation: activations[(s + o) % activations.length],
        loss: losses[(s + 2 * o) % losses.length],
        isWeighted: (s + o) % 3 === 0,
        isPenalized: (s + o) % 4 === 0,
      })),
    );

    it.each(cases)(
      'gives what TensorFlow gives: $width-$units, $rows rows by $batch, $activation, $loss, $kind',
      async ({ width, units, rows, batch, activation, loss, kind, isWeighted, isPenalized }) => {
        const rng = new Rng(width + rows);
        const classes = loss === 'categoricalCrossentropy' ? CLASSES : 2;
        const x = Array.from({ length: rows }, () => Array.from({ length: width }, () => rng.normal()));
        const target = x.map((_, row) => (row * 7) % classes);
        const weights = isWeighted ? x.map((_, row) => 0.5 + (row % 3)) : null;
        const options: TrainerOptions = {
          model: networkSpec({
            layers: [...units.map((count) => ({ units: count, activation })), lastLayerFor(loss, CLASSES)],
            loss,
            optimizer: { kind, learningRate: 0.003 },
            regularizer: isPenalized ? { l1: 0.001, l2: 0.002 } : { l1: 0, l2: 0 },
          }),
          training: trainingSpec({ steps: 12, batchSize: batch, logEvery: 3 }),
          seed: 5,
          data: toTrainingData(
            x,
            target,
            rows - 1,
            weights,
            Array.from({ length: classes }, (_, c) => c),
          ),
          resume: null,
        };
        const compiled = await trained(createTensorflowTrainer(options));
        const kernels = await trained(createKernelTrainer(options));
        expect(Math.abs(compiled.loss / kernels.loss - 1)).toBeLessThan(1e-5);
        expect([...compiled.tensors.keys()]).toEqual([...kernels.tensors.keys()]);
        for (const [name, values] of compiled.tensors) {
          const expected = kernels.tensors.get(name) ?? new Float64Array(0);
          expect(values.length, name).toBe(expected.length);
          expect(
            values.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0),
            name,
          ).toBeLessThan(2e-4);
        }
      },
    );

    it('does the work of such a network, and TensorFlow has no tensor of it', async () => {
      const model = networkSpec();
      const options = { model, training: trainingSpec({ steps: 2 }), seed: 1, resume: null };
      const data = toTrainingData([[0], [1]], [0, 1]);
      expect(fitsCompiledStep(model)).toBe(true);
      let calls = 0;
      const step = trainingStep();
      if (step === null) throw new Error('It is there');
      const counting: StepAddon = {
        isSupported: true,
        skip: (array) => step.skip(array),
        answers: (...given) => {
          step.answers(...given);
        },
        train: (...given) => {
          calls++;
          step.train(...given);
        },
      };
      const tf = new Kernels(loadedBinding());
      const trainer = createTensorflowNetwork(tf, model, { ...options, data }, counting);
      await drain(trainer);
      expect([calls, tf.live]).toEqual([2, 0]);
      trainer.dispose();
    });

    it('leaves to TensorFlow what it does not know', () => {
      const spec = (parts: object): boolean =>
        fitsCompiledStep(networkSchema.parse({ ...networkSpec(), ...parts }));
      const output = { units: 1, activation: 'sigmoid' };
      expect(spec({ layers: [{ units: 2, activation: 'gelu' }, output] })).toBe(false);
      expect(spec({ layers: [{ units: 2, activation: 'elu' }, output] })).toBe(false);
      expect(spec({ layers: [{ units: 2, activation: 'relu', dropout: 0.1 }, output] })).toBe(false);
      expect(spec({ layers: [{ units: 2, activation: 'relu' }, output] })).toBe(true);
    });

    it('makes the same bits with one thread and with half the vectors', () => {
      const step = trainingStep();
      if (step === null) throw new Error('It is there');
      const plan = StepPlan.create(step, {
        layers: [
          { inputs: 50, units: 70, activation: 'tanh' },
          { inputs: 70, units: 12, activation: 'softmax' },
        ],
        loss: 'categoricalCrossentropy',
        optimizer: 'adam',
        slots: 2,
        rows: 333,
      });
      if (plan === null) throw new Error('There is memory');
      const given = { numbers: Array.from(plan.numbers), size: plan.arena.length };
      const here = run(given, {}, []);
      expect(here).toMatch(/^[0-9a-f]{64}$/);
      expect(run(given, { BENCHTOP_STEP_VECTORS: '256' }, [])).toBe(here);
      if (spawnSync('taskset', ['-V']).status === 0)
        expect(run(given, {}, ['taskset', '-c', '0'])).toBe(here);
    });

    it('refuses arrays that are too short or of another type', () => {
      const step = trainingStep();
      if (step === null) throw new Error('It is there');
      const options = {
        layers: [{ inputs: 3, units: 1, activation: 'linear' as const }],
        loss: 'meanSquaredError' as const,
        optimizer: 'sgd' as const,
        slots: 0,
        rows: 8,
      };
      const plan = StepPlan.create(step, options);
      if (plan === null) throw new Error('There is memory');
      const { numbers, arena } = plan;
      const train = (rates: Float64Array, order: Int32Array, count: number): void => {
        step.train(numbers, rates, arena, new Float32Array(24), new Float64Array(8), null, order, count);
      };
      expect(() => {
        train(new Float64Array(8), new Int32Array(8), 8);
      }).toThrow(TypeError);
      expect(() => {
        train(new Float64Array(9), new Int32Array(7), 8);
      }).toThrow(TypeError);
      expect(() => {
        train(new Float64Array(9), new Int32Array(9), 9);
      }).toThrow(TypeError);
      expect(() => {
        step.answers(numbers, arena, new Float32Array(23), new Float32Array(8));
      }).toThrow(TypeError);
    });
  },
);

async function trained(trainer: Trainer): Promise<{ loss: number; tensors: Map<string, Float64Array> }> {
  const loss = last(await drain(trainer), 'loss');
  const { tensors } = trainer.state();
  trainer.dispose();
  return {
    loss,
    tensors: new Map(Object.entries(tensors).map(([name, { data }]) => [name, Float64Array.from(data)])),
  };
}

/** A hash of the arena after five steps in a process of its own. */
function run(given: { numbers: number[]; size: number }, env: NodeJS.ProcessEnv, before: string[]): string {
  const folder = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json');
  const addon = folder.replace('package.json', 'lib/napi-v8/training_step.node');
  const program = `
    const step = require(${JSON.stringify(addon)});
    const { numbers, size } = ${JSON.stringify(given)};
    let seed = 1;
    const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 - 0.5;
    const arena = new Float32Array(size);
    const plan = Int32Array.from(numbers);
    const [, width] = plan;
    // The first layer's weights, and the second's for the way forward and back: only where there are units.
    for (const [at, inputs, units, panels] of [[plan[9], width, 70, 3], [plan[18], 70, 12, 1]]) {
      const rows = (Math.floor(inputs / 8) + 1) * 8;
      for (let p = 0; p < panels; p++)
        for (let row = 0; row <= inputs; row++)
          for (let c = 0; c < 32 && p * 32 + c < units; c++) arena[at + (p * rows + row) * 32 + c] = next();
    }
    const features = Float32Array.from({ length: 400 * width }, next);
    const target = Float64Array.from({ length: 400 }, (_, row) => row % 12);
    const order = Int32Array.from({ length: 333 }, (_, i) => (i * 7) % 400);
    const rates = Float64Array.of(0, 0.01, 0.1, 0.001, 1e-7, 0, 0, 1 / 333, 1);
    for (let i = 0; i < 5; i++) step.train(plan, rates, arena, features, target, null, order, 333);
    process.stdout.write(require('crypto').createHash('sha256').update(Buffer.from(arena.buffer)).digest('hex'));
  `;
  const [command, ...rest] = [...before, process.execPath, '-e', program];
  return execFileSync(command, rest, { encoding: 'utf8', env: { ...process.env, ...env } });
}
