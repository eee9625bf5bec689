import type { BatchOrder } from '../algorithms/network/training/batches';
import type { NetworkVariables } from '../algorithms/network/state/state';
import type { TrainingData } from '../algorithms/contract/trainer';
import type { Kernels, TensorId } from './kernels';
import type { FirstValues } from './updater';

/** Numbers of a batch from which on TensorFlow's threads gather its rows sooner than a loop does. */
const MIN_GATHERED = 2 ** 18;

/** The features with a one behind every row, by which the first layer's bias is multiplied. */
export interface FeatureRows {
  /** The rows of a batch, [rows][width + 1]. */
  batch(rows: Int32Array): TensorId;
  /** Rows [from, to). */
  part(from: number, to: number): TensorId;
}

/** Large batches are gathered by TensorFlow from a tensor of all rows, small ones here. */
export function createFeatureRows(tf: Kernels, data: TrainingData, batches: BatchOrder): FeatureRows {
  const width = data.width + 1;
  const all = withOnes(data, 0, data.rows);
  if (batches.isFull || batches.size * width < MIN_GATHERED) return copied(tf, all, width, batches);
  return gathered(tf, all, width);
}

/** Rows [from, to) with a one behind each, [rows][width + 1]. */
export function withOnes({ features, width }: TrainingData, from: number, to: number): Float32Array {
  const rows = new Float32Array((to - from) * (width + 1)).fill(1);
  for (let row = from; row < to; row++)
    copyRow(features, row * width, rows, (row - from) * (width + 1), width);
  return rows;
}

/** A kernel with its bias as one more row. */
function joined(kernel: Float64Array, bias: Float64Array): Float64Array {
  const both = new Float64Array(kernel.length + bias.length);
  both.set(kernel);
  both.set(bias, kernel.length);
  return both;
}

/** What {@link joined} put together. */
export function parted(both: Float64Array, units: number): { kernel: Float64Array; bias: Float64Array } {
  const end = both.length - units;
  return { kernel: both.subarray(0, end), bias: both.subarray(end) };
}

/** A network's variables as they are trained: the first layer's kernel joined with its bias, the others apart. */
export function joinedVariables({
  layers,
  slots,
}: Pick<NetworkVariables, 'layers' | 'slots'>): readonly FirstValues[] {
  return layers.flatMap(({ inputs, units, kernel, bias }, l) => {
    const [ofKernel = [], ofBias = []] = slots.slice(2 * l);
    if (l === 0) {
      const both = ofKernel.map((values, slot) => joined(values, ofBias[slot]));
      return [{ values: joined(kernel, bias), shape: [inputs + 1, units], slots: both }];
    }
    return [
      { values: kernel, shape: [inputs, units], slots: ofKernel },
      { values: bias, shape: [units], slots: ofBias },
    ];
  });
}

function copied(tf: Kernels, all: Float32Array, width: number, batches: BatchOrder): FeatureRows {
  const batch = new Float32Array(batches.isFull ? 0 : batches.size * width);
  return {
    batch(rows) {
      for (let i = 0; i < rows.length; i++) copyRow(all, rows[i] * width, batch, i * width, width);
      return tf.upload(batch.subarray(0, rows.length * width), [rows.length, width]);
    },
    part: (from, to) => tf.upload(all.subarray(from * width, to * width), [to - from, width]),
  };
}

function gathered(tf: Kernels, all: Float32Array, width: number): FeatureRows {
  const resident = tf.upload(all, [all.length / width, width]);
  const axis = tf.uploadInt32(Int32Array.of(0), []);
  const pair = (first: number, second: number): TensorId => tf.uploadInt32(Int32Array.of(first, second), [2]);
  return {
    batch(rows) {
      const indices = tf.uploadInt32(rows, [rows.length]);
      const x = tf.apply('GatherV2', resident, indices, axis);
      tf.free(indices);
      return x;
    },
    part(from, to) {
      const [begin, size] = [pair(from, 0), pair(to - from, width)];
      const rows = tf.apply('Slice', resident, begin, size);
      tf.free(begin, size);
      return rows;
    },
  };
}

/** Copying by `set` pays from about twenty numbers on. */
function copyRow(
  from: Float32Array | Float64Array,
  at: number,
  to: Float32Array,
  toIndex: number,
  width: number,
): void {
  if (width >= 20) to.set(from.subarray(at, at + width), toIndex);
  else for (let j = 0; j < width; j++) to[toIndex + j] = from[at + j];
}
