import type { ModelKind } from '../../../src-shared/models';
import type { ModelContext } from './model-context';
import type { TrainingData } from './trainer';

/** Outputs of a stored model for the rows of its own data, as it was trained on them: scaled features, nothing in raw units between. */
export interface ModelOutputs {
  /** Values a row. */
  readonly units: number;
  /** Rows that one call of `read` may ask for, so that a pass takes some milliseconds. */
  readonly capacity: number;
  /** [rows][units] of the rows from `from` on; the next call may overwrite it. */
  read(from: number, rows: number): Float64Array;
}

/** What a model's outputs mean: predicted numbers, or scores by which one of `classes` is chosen. */
export type Task =
  | { readonly kind: 'numbers' }
  | {
      readonly kind: 'classes';
      readonly scores: 'probability' | 'decision';
      /** Threshold of a single output: the second class from there on; null: the largest output decides. */
      readonly threshold: number | null;
      /** Index of the class that a row's outputs [units] from `at` on say. */
      readonly classAt: (outputs: Float64Array, at: number, units: number) => number;
    };

/** How an evaluation reads the outputs of one kind of model: what they mean, and the values themselves. */
export interface OutputReader<K extends ModelKind> {
  /** @throws BenchtopError `invalid-data` for a kind that learns no target */
  readonly readTask: (context: Pick<ModelContext<K>, 'model' | 'classes'>) => Task;
  /** @param data the rows that the model was trained on, scaled as they were then */
  readonly readOutputs: (context: ModelContext<K>, data: TrainingData) => ModelOutputs;
}

/** Multiply-adds of one pass, some 10 ms. */
const PASS_COST = 8e6;
const MAX_ROWS = 4096;

/**
 * Rows of one pass through a model.
 * @param cost multiply-adds a row
 * @param rows that there are
 */
export function passCapacity(cost: number, rows: number): number {
  return Math.max(1, Math.min(MAX_ROWS, rows, Math.floor(PASS_COST / Math.max(1, cost))));
}
