import { fail } from '../../../src-shared/errors';
import { networkTask, type NetworkSpec } from '../../../src-shared/experiment/schema';
import { mapFourier } from '../svm/fourier';
import type { ModelContext } from '../contract/model-context';
import { NetworkMath } from '../network/layers/passes';
import { largestOf } from '../network/metrics';
import { layersOf, tensorOf } from '../network/state';
import { decisionAt, machineCount } from '../svm/machines';
import { storedFourier, weightsOf } from '../svm/state';
import type { TrainingData } from '../contract/trainer';

/** What a stored model says of the rows of its own data, as it was trained: scaled features, no raw units between. */
export interface ModelOutputs {
  /** Values a row. */
  readonly units: number;
  /** Rows that can be asked for at once, so that one pass takes some milliseconds. */
  readonly capacity: number;
  /** [rows][units] of the rows from `from` on; the next call may overwrite it. */
  read(from: number, rows: number): Float64Array;
}

/** Multiply-adds of one pass, some 10 ms. */
const PASS_COST = 8e6;
const MOST_ROWS = 4096;
/** A cosine costs about as much as this many multiply-adds. */
const COSINE_COST = 8;

/** How outputs name one of `classes`; for numbers they are the prediction itself. */
export type Task =
  | { readonly kind: 'numbers' }
  | {
      readonly kind: 'classes';
      readonly scores: 'probability' | 'decision';
      /** Of one output: the second class from there on; null: the largest output tells. */
      readonly threshold: number | null;
      /** Place of the class that a row's outputs [units] from `at` on say. */
      readonly classAt: (outputs: Float64Array, at: number, units: number) => number;
    };

/** @throws BenchtopError `invalid-data` for a model that has no target */
export function taskOf({ model, classes }: Pick<ModelContext, 'model' | 'classes'>): Task {
  if (model.kind === 'kmeans') {
    throw fail(
      'invalid-data',
      'k-means has no target to compare its clusters with: an evaluation needs a network or an SVM.',
      { field: 'model.kind' },
    );
  }
  if (model.kind === 'svm') {
    const isOfTwo = classes.length <= 2;
    return {
      kind: 'classes',
      scores: 'decision',
      threshold: isOfTwo ? 0 : null,
      classAt: isOfTwo ? (outputs, at) => (outputs[at]! > 0 ? 1 : 0) : largestOfRow,
    };
  }
  const task = networkTask(model);
  if (task.kind === 'classes') {
    const threshold = classes.length === 2 ? 0.5 : null;
    return { kind: 'classes', scores: 'probability', threshold, classAt: largestOfRow };
  }
  if (task.kind === 'numbers' || classes.length === 0) return { kind: 'numbers' };
  const { threshold } = task;
  return {
    kind: 'classes',
    scores: model.loss === 'hinge' ? 'decision' : 'probability',
    threshold,
    classAt: (outputs, at) => (outputs[at]! >= threshold ? 1 : 0),
  };
}

function largestOfRow(outputs: Float64Array, at: number, units: number): number {
  return largestOf(outputs, at, units);
}

export function modelOutputs(context: ModelContext, data: TrainingData): ModelOutputs {
  const { model } = context;
  if (model.kind === 'network') return networkOutputs(context, model, data);
  return decisionOutputs(context, data);
}

function networkOutputs({ state }: ModelContext, model: NetworkSpec, data: TrainingData): ModelOutputs {
  const layers = layersOf(model, state);
  const cost = layers.reduce((sum, { inputs, units }) => sum + (inputs + 8) * units, 0);
  const capacity = capacityFor(cost, data.rows);
  const activations = model.layers.map(({ activation }) => activation);
  const math = new NetworkMath(layers, activations, capacity);
  return {
    units: layers[layers.length - 1]?.units ?? 1,
    capacity,
    read: (from, rows) => math.forward(data.features, from, rows),
  };
}

/** Decision values of an SVM: one, or of many classes one each against the rest. */
function decisionOutputs(
  { state, classes }: ModelContext,
  { features, width, rows: allRows }: TrainingData,
): ModelOutputs {
  const units = machineCount(classes.length);
  const map = storedFourier(state);
  const inputs = map?.phases.length ?? width;
  const count = tensorOf(state, 'coef').data.length;
  if (count !== units * inputs) {
    throw fail('corrupt', `The checkpoint has ${count} coefficients, but ${units} x ${inputs} are needed.`);
  }
  const machines = weightsOf(state, units, inputs);
  const capacity = capacityFor(units * inputs + (map === null ? 0 : inputs * (width + COSINE_COST)), allRows);
  const values = new Float64Array(capacity * units);
  const mapped = map === null ? null : new Float64Array(capacity * inputs);
  return {
    units,
    capacity,
    read(from, rows) {
      if (map !== null && mapped !== null) {
        mapFourier(map, features.subarray(from * width, (from + rows) * width), width, 0, rows, mapped);
      }
      for (let row = 0; row < rows; row++) {
        const [rowsOf, at] = mapped === null ? [features, from + row] : [mapped, row];
        for (let u = 0; u < units; u++) values[row * units + u] = decisionAt(machines[u]!, rowsOf, at);
      }
      return values;
    },
  };
}

function capacityFor(cost: number, rows: number): number {
  return Math.max(1, Math.min(MOST_ROWS, rows, Math.floor(PASS_COST / Math.max(1, cost))));
}

/** @throws BenchtopError `invalid-data` where an output is NaN or infinite */
export function checkOutputs(outputs: Float64Array, count: number, step: number): void {
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(outputs[i]!)) continue;
    throw fail(
      'invalid-data',
      `At step ${step} the model's outputs are not finite numbers, so they cannot be evaluated: choose an earlier checkpoint.`,
    );
  }
}
