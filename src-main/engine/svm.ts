import type { SvmSpec } from '../../src-shared/experiment/schema';
import { tensorOf } from '../algorithms/network-state';
import { Rng } from '../algorithms/rng';
import type { SvmKernel } from '../algorithms/svm';
import type { TrainerOptions } from '../algorithms/trainer';
import { Kernels, type TensorId } from './kernels';
import { loadedBinding } from './native';

/**
 * Passes of TensorFlow's own SdcaOptimizerV2 (Shalev-Shwartz and Zhang 2013), what tf.contrib's
 * SVM estimator ran. The bias is the weight of a column of ones, regularised like the others.
 *
 * The kernel shuffles the rows it is given with a seed that nobody can set, so two runs of the
 * same experiment would differ. It is given one row at a time instead, in our own seeded order:
 * slower, but repeatable, and the typed engine's order.
 */
export function tensorflowSvmKernel(model: SvmSpec, options: TrainerOptions): SvmKernel {
  const { data, resume, seed } = options;
  const { width, trainRows } = data;
  const tf = new Kernels(loadedBinding());
  const one = tf.upload(Float32Array.of(1), [1]);
  const labels = [0, 1].map((label) => tf.upload(Float32Array.of(label), [1]));
  const stored =
    resume === null
      ? new Float32Array(4 * trainRows)
      : Float32Array.from(tensorOf(resume, 'sdca/state').data);
  const rows = Array.from({ length: trainRows }, (_, row): TensorId => {
    const values = Float32Array.from([...data.features.subarray(row * width, (row + 1) * width), 1]);
    return tf.upload(values, [1, width + 1]);
  });
  const states = rows.map((_, row) => tf.upload(stored.slice(4 * row, 4 * row + 4), [1, 4]));
  const rng =
    resume === null
      ? Rng.derive(seed, 'svm')
      : Rng.fromState((resume.extra['rng'] as number[] | undefined) ?? []);
  const order = new Int32Array(trainRows);
  const attributes = [
    tf.text('loss_type', 'hinge_loss'),
    tf.bool('adaptive', false),
    tf.int('num_sparse_features', 0),
    tf.int('num_sparse_features_with_values', 0),
    tf.int('num_dense_features', 1),
    tf.float('l1', 0),
    tf.float('l2', model.l2),
    tf.int('num_loss_partitions', 1),
    tf.int('num_inner_iterations', 1),
  ];
  const current = new Float32Array(width + 1);

  return {
    pass(weights) {
      for (let i = 0; i < trainRows; i++) order[i] = i;
      rng.shuffle(order);
      for (const row of order) {
        current.set(weights.coef);
        current[width] = weights.intercept;
        const before = tf.upload(current.slice(), [width + 1, 1]);
        const label = labels[data.target?.[row] === 1 ? 1 : 0]!;
        const [state, change] = tf.run(
          'SdcaOptimizerV2',
          attributes,
          [rows[row]!, one, label, before, states[row]!],
          2,
        );
        const delta = tf.download(change!);
        for (let j = 0; j < width; j++) weights.coef[j]! += delta[j]!;
        weights.intercept += delta[width]!;
        tf.free(before, states[row]!, change!);
        states[row] = state!;
      }
    },
    tensors: () => {
      const values = new Float32Array(4 * trainRows);
      states.forEach((state, row) => {
        values.set(tf.download(state), 4 * row);
      });
      // The first of the four columns is the dual, as a share of its bound 1 / l2.
      const dual = Float64Array.from({ length: trainRows }, (_, row) => values[4 * row]! / model.l2);
      return {
        dual: { shape: [trainRows], data: dual },
        'sdca/state': { shape: [trainRows, 4], data: values },
      };
    },
    extra: () => ({ rng: rng.state() }),
    dispose: () => {
      tf.free(one, ...labels, ...rows, ...states);
      if (tf.live !== 0) throw new Error(`${tf.live} tensors were not freed`);
    },
  };
}
