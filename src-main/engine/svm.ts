import type { SvmSpec } from '../../src-shared/experiment/schema';
import { tensorOf } from '../algorithms/network-state';
import type { SvmKernel } from '../algorithms/svm';
import type { TrainerOptions } from '../algorithms/trainer';
import { Kernels, type TensorId } from './kernels';
import { loadedBinding } from './native';

/**
 * Passes of TensorFlow's own SdcaOptimizerV2 (Shalev-Shwartz and Zhang 2013), what tf.contrib's
 * SVM estimator ran. The bias is the weight of a column of ones, regularised like the others.
 */
export function tensorflowSvmKernel(model: SvmSpec, options: TrainerOptions): SvmKernel {
  const { data, resume } = options;
  const { width, trainRows } = data;
  const tf = new Kernels(loadedBinding());
  const withOnes = new Float32Array(trainRows * (width + 1));
  for (let row = 0; row < trainRows; row++) {
    for (let j = 0; j < width; j++) withOnes[row * (width + 1) + j] = data.features[row * width + j]!;
    withOnes[row * (width + 1) + width] = 1;
  }
  const dense = tf.upload(withOnes, [trainRows, width + 1]);
  const weightsOfRows = tf.upload(new Float32Array(trainRows).fill(1), [trainRows]);
  const labels = tf.upload(Float32Array.from(data.target?.subarray(0, trainRows) ?? []), [trainRows]);
  const stored =
    resume === null
      ? new Float32Array(4 * trainRows)
      : Float32Array.from(tensorOf(resume, 'sdca/state').data);
  let state: TensorId = tf.upload(stored, [trainRows, 4]);
  const attributes = [
    tf.text('loss_type', 'hinge_loss'),
    tf.bool('adaptive', true),
    tf.int('num_sparse_features', 0),
    tf.int('num_sparse_features_with_values', 0),
    tf.int('num_dense_features', 1),
    tf.float('l1', 0),
    tf.float('l2', model.l2),
    tf.int('num_loss_partitions', 1),
    tf.int('num_inner_iterations', 1),
  ];
  return {
    pass(weights) {
      const current = tf.upload(Float32Array.from([...weights.coef, weights.intercept]), [width + 1, 1]);
      const [next, change] = tf.run(
        'SdcaOptimizerV2',
        attributes,
        [dense, weightsOfRows, labels, current, state],
        2,
      );
      const delta = tf.download(change!);
      for (let j = 0; j < width; j++) weights.coef[j]! += delta[j]!;
      weights.intercept += delta[width]!;
      tf.free(current, state, change!);
      state = next!;
    },
    tensors: () => {
      const values = tf.download(state).slice();
      // The first of the four columns is the dual, as a share of its bound 1 / l2.
      const dual = Float64Array.from({ length: trainRows }, (_, row) => (values[4 * row] ?? 0) / model.l2);
      return {
        dual: { shape: [trainRows], data: dual },
        'sdca/state': { shape: [trainRows, 4], data: values },
      };
    },
    extra: () => ({}),
    dispose: () => {
      tf.free(dense, weightsOfRows, labels, state);
      if (tf.live !== 0) throw new Error(`${tf.live} tensors were not freed`);
    },
  };
}
