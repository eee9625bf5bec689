import type { OptimizerSpec } from '../../src-shared/experiment/schema';
import { effectiveRate } from '../algorithms/network/training/optimizers';
import { ADAM_BLOCK, adamCode, type AdamUpdate } from '../algorithms/network/wasm/adam-code';
import { Instances } from '../algorithms/wasm/instances';
import type { Held, Kernels } from './kernels';
import type { FirstValues, Updater } from './updater';

type AdamSpec = Extract<OptimizerSpec, { kind: 'adam' | 'adamw' }>;

/** Above it TensorFlow's kernel, which takes all cores, is quicker. */
const MAX_NUMBERS = 2 ** 18;

const instances = new Instances<AdamUpdate>('update', adamCode);

/**
 * Adam and AdamW in one pass of WebAssembly over all variables. TensorFlow's kernel divides even a
 * thousand numbers among its threads, and waking them takes longer than the work. The memory's arrays
 * begin where tensors must, so that TensorFlow reads them in place.
 * @returns null where the variables are too large for it, or there is no WebAssembly
 */
export function createAdamPass(
  tf: Kernels,
  optimizer: AdamSpec,
  start: readonly FirstValues[],
): Updater | null {
  const offsets: number[] = [];
  let numbers = 0;
  for (const { values } of start) {
    offsets.push(numbers);
    numbers += Math.ceil(values.length / ADAM_BLOCK) * ADAM_BLOCK;
  }
  const instance = numbers > MAX_NUMBERS ? null : instances.take(4 * 4 * numbers);
  if (instance === null) return null;
  const { memory, call } = instance;
  const [w, m, v, g] = [0, 1, 2, 3].map((part) =>
    // The memory may have been another network's.
    new Float32Array(memory.buffer, part * 4 * numbers, numbers).fill(0),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const held = (part: Float32Array, variable: number, values: ArrayLike<number> | undefined): Held => {
    const { shape, values: own } = start[variable];
    const from = offsets[variable];
    const view = part.subarray(from, from + own.length);
    if (values !== undefined) view.set(values);
    return { read: () => tf.upload(view, shape) };
  };
  const share1 = 1 - Math.fround(optimizer.beta1);
  const share2 = 1 - Math.fround(optimizer.beta2);
  const decay = optimizer.kind === 'adamw' ? optimizer.weightDecay : 0;
  let isDisposed = false;
  return {
    variables: start.map(({ values }, variable) => held(w, variable, values)),
    slots: start.map(({ slots }, variable) => [held(m, variable, slots[0]), held(v, variable, slots[1])]),
    apply(gradients, step, rate) {
      gradients.forEach((gradient, variable) => {
        tf.downloadInto(gradient, g, offsets[variable]);
      });
      call(
        ...([w.byteOffset, g.byteOffset, m.byteOffset, v.byteOffset] as const),
        4 * numbers,
        rate * decay,
        effectiveRate(optimizer, rate, step),
        share1,
        share2,
        optimizer.epsilon,
      );
    },
    dispose() {
      // A second time it may be another network's by now.
      if (isDisposed) return;
      isDisposed = true;
      instances.giveBack(instance);
    },
  };
}
