import { fail } from '../../src-shared/errors';
import { svmSchema, type SvmSpec } from '../../src-shared/experiment/schema';
import { Rng } from '../algorithms/numeric/rng';
import { createSvm, type KernelMaker, type SolverStart } from '../algorithms/svm/trainer';
import { computeUpperBound } from '../algorithms/svm/solver/solver';
import type { SvmKernel, SvmProblem, SvmWeights } from '../algorithms/svm/problem';
import type { TrainingData } from '../algorithms/contract/trainer';
import type { Kernels } from './kernels';
import type { TensorflowEngine } from './tensorflow-engine';

/**
 * SVMs on TensorFlow's kernel `SdcaOptimizerV2` (Shalev-Shwartz and Zhang 2013), one binary classifier
 * each.
 */
export const svmEngine: TensorflowEngine<'svm'> = {
  createTrainer: (tf, model, options) =>
    createSvm(model, options, tensorflowSvmKernels(tf, model, options.data)),
  warmUpModels: () => [svmSchema.parse({ kind: 'svm', l2: 1, maxIter: 2 })],
};

/**
 * Passes of TensorFlow's own SdcaOptimizerV2 (Shalev-Shwartz and Zhang 2013), what tf.contrib's
 * SVM estimator ran. The bias is the weight of a column of ones, regularised like the others.
 *
 * The kernel shuffles the rows it is given with a seed that nobody can set, so two runs of the
 * same experiment would differ. It is given one row at a time instead, in our own seeded order:
 * slower, but repeatable, and the typed engine's order. Rows that it would leave as they are, most
 * of them after the first passes, it is not given.
 *
 * Of the four numbers that it keeps a row only the first goes into an update: the dual times the
 * class's sign, as a share of its bound: the row's weight / l2. So the state is the typed engine's
 * `dual`. A row of weight 0 has no bound to share in, and is not given.
 *
 * It knows the hinge loss and two classes; for anything else the maker throws.
 * @throws BenchtopError `invalid-experiment` where the kernel cannot train the model
 */
function tensorflowSvmKernels(tf: Kernels, model: SvmSpec, data: TrainingData): KernelMaker {
  const missing = unsupported(model, data);
  if (missing !== null) {
    throw fail('invalid-experiment', `TensorFlow's SDCA kernel ${missing}: choose engine auto or typed.`, {
      field: 'training.engine',
    });
  }
  return (problem, start) => sdcaKernel(tf, model, problem, start);
}

function unsupported({ loss, shrinking }: SvmSpec, { classes }: TrainingData): string | null {
  if (loss !== 'hinge') return 'has no squared hinge';
  if (shrinking === true) return 'cannot shrink';
  return classes.length > 2 ? `tells two classes apart, not ${classes.length}` : null;
}

function sdcaKernel(tf: Kernels, model: SvmSpec, problem: SvmProblem, start: SolverStart): SvmKernel {
  const { features, width, rows, sides, costs, hasIntercept } = problem;
  // The bias's column of ones is one of the kernel's features.
  const columns = hasIntercept ? width + 1 : width;
  const one = tf.upload(Float32Array.of(1), [1]);
  const bound = (row: number): number => computeUpperBound(model, problem, row);
  const labels = [0, 1].map((label) => tf.upload(Float32Array.of(label), [1]));
  const shares = new Float32Array(rows);
  if ('state' in start) {
    const { dual } = start.state;
    for (let row = 0; row < rows; row++) {
      if (bound(row) > 0) shares[row] = Math.min(1, dual[row] / bound(row));
    }
  }
  const rng = 'state' in start ? Rng.fromState(start.state.rng) : start.rng;
  const order = new Int32Array(rows);
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

  function margin(row: number, side: number, { coef, intercept }: SvmWeights): number {
    let value = intercept;
    for (let j = 0; j < width; j++) value += coef[j] * features[row * width + j];
    return side * value;
  }

  function update(row: number, side: number, weights: SvmWeights): void {
    // An uploaded array belongs to TensorFlow until it is freed: each call has its own.
    const values = new Float32Array(columns).fill(1);
    for (let j = 0; j < width; j++) values[j] = features[row * width + j];
    const current = new Float32Array(columns);
    current.set(weights.coef);
    if (hasIntercept) current[width] = weights.intercept;
    const x = tf.upload(values, [1, columns]);
    const before = tf.upload(current, [columns, 1]);
    const state = tf.upload(Float32Array.of(side * shares[row], 0, 0, 0), [1, 4]);
    const weight = costs === null ? one : tf.upload(Float32Array.of(costs[row]), [1]);
    const inputs = [x, weight, labels[side === 1 ? 1 : 0], before, state];
    const [stateAfter, change] = tf.run('SdcaOptimizerV2', attributes, inputs, 2);
    shares[row] = side * tf.download(stateAfter)[0];
    const delta = tf.download(change);
    for (let j = 0; j < width; j++) weights.coef[j] += delta[j];
    if (hasIntercept) weights.intercept += delta[width];
    tf.free(x, before, state, stateAfter, change);
    if (weight !== one) tf.free(weight);
  }

  return {
    pass(weights) {
      for (let i = 0; i < rows; i++) order[i] = i;
      rng.shuffle(order);
      for (const row of order) {
        if (bound(row) === 0) continue;
        const side = sides[row];
        const reached = margin(row, side, weights);
        const isSettled = (shares[row] === 0 && reached >= 1) || (shares[row] === 1 && reached <= 1);
        if (!isSettled) update(row, side, weights);
      }
      return false;
    },
    dualSum() {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += shares[row] * bound(row);
      return sum;
    },
    state: () => ({
      dual: Float64Array.from(shares, (share, row) => share * bound(row)),
      rng: rng.state(),
      shrink: null,
      centered: null,
    }),
    dispose: () => {
      tf.dispose();
    },
  };
}
