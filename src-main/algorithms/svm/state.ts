import { readTensor, type ModelState, type StateTensor } from '../contract/state';
import type { FourierMap } from './fourier';
import { noFolds, type FoldScore, type FoldsState } from './calibration/cross-validation';
import { zeroWeights, type SvmRows } from './decisions';
import type { SolverState, SvmWeights } from './problem';

/**
 * Random Fourier map of a stored model, which approximates an RBF kernel; null where the model is linear in
 * its features.
 */
export function storedFourier(state: ModelState): FourierMap | null {
  if (state.tensors['fourierWeights'] === undefined) return null;
  return {
    weights: Float64Array.from(readTensor(state, 'fourierWeights').data),
    phases: Float64Array.from(readTensor(state, 'fourierPhases').data),
  };
}

/**
 * Weights of the classifiers from a stored state; all 0 without one.
 * @param count of classifiers
 * @param width of the features that they were trained on
 * @throws BenchtopError `corrupt` where `coef` or `intercept` is missing
 */
export function readWeights(state: ModelState | null, count: number, width: number): SvmWeights[] {
  if (state === null) return Array.from({ length: count }, () => zeroWeights(width));
  const { data: coef } = readTensor(state, 'coef');
  const { data: intercept } = readTensor(state, 'intercept');
  return Array.from({ length: count }, (_, k) => ({
    coef: Float64Array.from(coef.subarray(k * width, (k + 1) * width)),
    intercept: intercept[k] ?? 0,
  }));
}

/** One classifier's tensors have no axis for the classifiers: so were the first checkpoints. */
export function weightTensors(weights: readonly SvmWeights[], width: number): Record<string, StateTensor> {
  const count = weights.length;
  return {
    coef: {
      shape: count === 1 ? [width] : [count, width],
      data: concatenate(
        weights.map(({ coef }) => coef),
        Float64Array,
      ),
    },
    intercept: { shape: [count], data: Float64Array.from(weights, ({ intercept }) => intercept) },
  };
}

/**
 * Tensors of the solvers' states for a checkpoint: duals and, with shrinking, the rows left in; [rows]
 * for one classifier, else [classifiers][rows].
 */
export function solverTensors(states: readonly SolverState[], rows: number): Record<string, StateTensor> {
  const shape = states.length === 1 ? [rows] : [states.length, rows];
  const shrinks = states.flatMap(({ shrink }) => (shrink === null ? [] : [shrink.active]));
  return {
    dual: {
      shape,
      data: concatenate(
        states.map(({ dual }) => dual),
        Float64Array,
      ),
    },
    ...(shrinks.length === 0 ? {} : { active: { shape, data: concatenate(shrinks, Int32Array) } }),
    ...centeredTensors(states),
  };
}

/** [classifiers][width + 2]: each classifier's centred line with its pull behind; none where no rows are centred. */
function centeredTensors(states: readonly SolverState[]): Record<string, StateTensor> {
  const lines = states.flatMap(({ centered }) =>
    centered === null ? [] : [concatenate([centered.coef, Float64Array.of(centered.pull)], Float64Array)],
  );
  const [first] = lines;
  if (first === undefined) return {};
  return { centered: { shape: [lines.length, first.length], data: concatenate(lines, Float64Array) } };
}

/** Whether a stored model was trained on centred rows, so that a resume has to do the same. */
export function isCentered(state: ModelState): boolean {
  return state.tensors['centered'] !== undefined;
}

/** Classifier k's centred line; null where it was trained on the rows as they are. */
export function readCentered(state: ModelState, k: number): SolverState['centered'] {
  const tensor = state.tensors['centered'];
  if (tensor === undefined) return null;
  const [, width = 0] = tensor.shape;
  const line = Float64Array.from(tensor.data.subarray(k * width, (k + 1) * width));
  return { coef: line.slice(0, -1), pull: line[width - 1] };
}

/**
 * Part of the solvers' states that goes into `extra` of a checkpoint: random streams and the bounds of
 * shrinking.
 */
export function solverExtra(states: readonly SolverState[]): Record<string, unknown> {
  const bounds = states.flatMap(({ shrink }) =>
    shrink === null
      ? []
      : [
          {
            high: shrink.high,
            low: shrink.low,
            epsilon: shrink.epsilon,
            ...(shrink.begun ? {} : { begun: false }),
          },
        ],
  );
  return {
    rng: states.length === 1 ? states[0].rng : states.map(({ rng }) => rng),
    ...(bounds.length === 0 ? {} : { shrink: bounds }),
  };
}

/**
 * Solver state of classifier `k` of `count` from a checkpoint; copied.
 * @throws BenchtopError `corrupt` where a tensor is missing
 */
export function readSolver(state: ModelState, k: number, count: number, rows: number): SolverState {
  const sliceOfClassifier = <T extends StateTensor['data']>(values: T): T =>
    values.slice(k * rows, (k + 1) * rows) as T;
  const { rng, shrink } = state.extra as {
    rng?: readonly number[] | readonly (readonly number[])[];
    shrink?: readonly { high: number | null; low: number | null; epsilon: number; begun?: boolean }[];
  };
  const bounds = shrink?.[k];
  return {
    dual: Float64Array.from(sliceOfClassifier(readTensor(state, 'dual').data)),
    rng: ((count === 1 ? rng : rng?.[k]) as readonly number[] | undefined) ?? [],
    shrink:
      bounds === undefined
        ? null
        : {
            begun: true,
            ...bounds,
            active: Int32Array.from(sliceOfClassifier(readTensor(state, 'active').data)),
          },
    centered: readCentered(state, k),
  };
}

/**
 * Tensors of a random Fourier map for a checkpoint.
 * @param width features that it maps
 */
export function fourierTensors({ weights, phases }: FourierMap, width: number): Record<string, StateTensor> {
  return {
    fourierWeights: { shape: [phases.length, width], data: weights.slice() },
    fourierPhases: { shape: [phases.length], data: phases.slice() },
  };
}

/**
 * Reads the state of cross-validation from a checkpoint; the state before the first fold where it holds none.
 */
export function readFolds(state: ModelState | null, rows: SvmRows): FoldsState {
  const scores = state?.extra['folds'] as readonly FoldScore[] | undefined;
  if (state === null || scores === undefined) return noFolds(rows);
  return { scores: [...scores], heldOut: Float64Array.from(readTensor(state, 'heldOut').data) };
}

function concatenate<T extends Float64Array | Int32Array>(
  parts: readonly T[],
  kind: new (length: number) => T,
): T {
  const whole = new kind(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
