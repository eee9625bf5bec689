import { beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerSpec } from '../../src-shared/experiment/schema';
import { Rng } from '../algorithms/numeric/rng';
import { MIN_MOMENT } from '../algorithms/network/wasm/adam-code';
import { networkSpec } from '../testing/data';
import { createAdamPass } from './adam';
import { loadTensorflow, tensorflowStatus } from './index';
import { Kernels, type Held } from './kernels';
import { createKernelUpdater, createUpdater } from './updaters';
import type { FirstValues, Updater } from './updater';

const { available } = tensorflowStatus();
/** Around the pass' block, one that is freed at once when read, and a scalar's worth. */
const SHAPES = [[100, 50], [16], [5, 3], [17], [1]];

describe.skipIf(!available)(`Adam's pass${available ? '' : ' (skipped: no TensorFlow here)'}`, () => {
  let tf: Kernels;
  const updaters: Updater[] = [];

  beforeAll(() => {
    tf = new Kernels(loadTensorflow());
    return () => {
      tf.dispose();
      for (const updater of updaters) updater.dispose();
    };
  });

  const pass = (optimizer: OptimizerSpec, start: readonly FirstValues[]): Updater => {
    if (optimizer.kind !== 'adam' && optimizer.kind !== 'adamw') throw new Error(optimizer.kind);
    const made = createAdamPass(tf, optimizer, start);
    if (made === null) throw new Error('no pass');
    updaters.push(made);
    return made;
  };
  const readValues = (held: Held): Float32Array => {
    const id = held.read();
    const values = tf.download(id).slice();
    tf.free(id);
    return values;
  };
  const everything = ({ variables, slots }: Updater): Float32Array[] =>
    [...variables, ...slots.flat()].map(readValues);

  it.each(['adam', 'adamw'] as const)("gives what TensorFlow's kernel gives: %s", (kind) => {
    const { optimizer } = networkSpec({ optimizer: { kind, learningRate: 0.01 } });
    const rng = new Rng(3);
    const normals = (shape: readonly number[]): Float64Array =>
      Float64Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => rng.normal());
    const start = SHAPES.map((shape) => ({
      values: normals(shape),
      shape,
      slots: [normals(shape), normals(shape).map((value) => value * value)],
    }));
    const ours = pass(optimizer, start);
    const theirs = createKernelUpdater(tf, optimizer, start);
    for (let step = 1; step <= 20; step++) {
      const gradients = SHAPES.map((shape) => tf.upload(Float32Array.from(normals(shape)), shape));
      for (const updater of [ours, theirs]) updater.apply(gradients, step, 0.01 / step);
      tf.free(...gradients);
    }
    const expected = everything(theirs);
    everything(ours).forEach((values, index) => {
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[index][i], 5);
      });
    });
  });

  it('begins with the slots it is given, also in memory that was used before', () => {
    const { optimizer } = networkSpec({ optimizer: { kind: 'adam', learningRate: 0.01 } });
    const used = pass(optimizer, [{ values: new Float64Array(40).fill(7), shape: [40], slots: [] }]);
    used.dispose();
    const fresh = pass(optimizer, [{ values: Float64Array.of(1, 2, 3), shape: [3], slots: [] }]);
    const none = new Float32Array(3);
    expect(everything(fresh)).toEqual([Float32Array.of(1, 2, 3), none, none]);
  });

  it('lets moments that fade end at zero, and keeps what is no number', () => {
    const { optimizer } = networkSpec({ optimizer: { kind: 'adam', learningRate: 0.01 } });
    const least = MIN_MOMENT;
    const slots = [Float64Array.of(least, -least, 4 * least, NaN), Float64Array.of(least, 1, 1, NaN)];
    const updater = pass(optimizer, [{ values: new Float64Array(4), shape: [4], slots }]);
    const gradient = tf.upload(new Float32Array(4), [4]);
    updater.apply([gradient], 1, 0.01);
    tf.free(gradient);
    const [weights, m, v] = everything(updater);
    expect([...m].map((value) => Math.sign(value))).toEqual([0, 0, 1, NaN]);
    expect([...v].map((value) => Math.sign(value))).toEqual([0, 1, 1, NaN]);
    expect(weights[3]).toBeNaN();
  });

  it('leaves large networks and other optimizers to the kernels', () => {
    const ofKernels = (kind: 'adam' | 'sgd', numbers: number): boolean => {
      const { optimizer } = networkSpec({ optimizer: { kind, learningRate: 0.01 } });
      const start = [{ values: new Float64Array(numbers), shape: [numbers], slots: [] }];
      const updater = createUpdater(tf, optimizer, start);
      updaters.push(updater);
      return 'handle' in updater.variables[0];
    };
    expect([ofKernels('adam', 100), ofKernels('adam', 300_000), ofKernels('sgd', 100)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
