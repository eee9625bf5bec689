import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { ModelKind } from '../../../src-shared/models';
import type { Work } from '../explore/slices';
import type { ModelContext } from '../contract/model-context';
import type { OutputReader } from '../contract/outputs';
import type { TrainingData } from '../contract/trainer';
import { findLargest } from '../numeric/largest';
import { computeLogLoss } from '../numeric/log-loss';
import { checkOutputs } from './check-outputs';

/** What each row adds to the figures of a model. */
export interface RowLosses {
  /** By figure, [rows]: accuracy (1: right) and logLoss of classes; rmse (squared errors) and mae of numbers. */
  readonly losses: Readonly<Record<string, Float64Array>>;
  /** [rows] 1 where the class is right; null of numbers. */
  readonly isRight: Float64Array | null;
  /** [rows] score of the second of two classes, and 1 for rows of it; null otherwise. */
  readonly scores: Float64Array | null;
  readonly isPositive: Float64Array | null;
}

/**
 * A stored model's answers to its rows, row by row. Weights are not looked at.
 * @throws BenchtopError `invalid-data` for a model without a target, or whose outputs are not finite
 */
export function* rowLosses(
  context: ModelContext,
  data: TrainingData,
  { readTask, readOutputs }: OutputReader<ModelKind>,
): Work<RowLosses> {
  const { target, rows } = data;
  const task = readTask(context);
  if (target === null)
    throw fail('invalid-data', sentence('This run has no target to compare its predictions with.'));
  const { read, units, capacity } = readOutputs(context, data);
  const isTwo = task.kind === 'classes' && context.classes.length <= 2;
  const [first, second] = [new Float64Array(rows), new Float64Array(rows)];
  const scores = isTwo ? new Float64Array(rows) : null;
  for (let from = 0; from < rows; from += capacity) {
    const count = Math.min(capacity, rows - from);
    const values = read(from, count);
    checkOutputs(values, count * units, context.state.step);
    for (let i = 0; i < count; i++) {
      const row = from + i;
      const truth = target[row];
      const at = i * units;
      if (task.kind === 'numbers') {
        const error = values[at] - truth;
        first[row] = error * error;
        second[row] = Math.abs(error);
        continue;
      }
      first[row] = Number(task.classAt(values, at, units) === truth);
      // One output stands for the second class.
      if (scores !== null) scores[row] = values[at + units - 1]!;
      if (task.scores !== 'probability') continue;
      const own = units === 1 ? (truth === 1 ? values[at] : 1 - values[at]) : values[at + truth];
      second[row] = computeLogLoss(own);
    }
    yield;
  }
  if (task.kind === 'numbers')
    return { losses: { rmse: first, mae: second }, isRight: null, scores: null, isPositive: null };
  return {
    losses: { accuracy: first, ...(task.scores === 'probability' ? { logLoss: second } : {}) },
    isRight: first,
    scores,
    isPositive: scores === null ? null : target.map((truth) => Number(truth === 1)),
  };
}

/**
 * What each row adds to the figures of a model whose outputs are probabilities of the classes, or numbers: as
 * {@link rowLosses} has it.
 * @param outputs [rows][classes], or [rows] of numbers
 * @param target [rows]: index of the class, or the number
 * @param classes 0 of numbers
 */
export function outputLosses(
  outputs: Float64Array,
  target: Float64Array,
  classes: number,
): RowLosses['losses'] {
  const [first, second] = [new Float64Array(target.length), new Float64Array(target.length)];
  for (let row = 0; row < target.length; row++) {
    const truth = target[row];
    if (classes === 0) {
      const error = outputs[row] - truth;
      first[row] = error * error;
      second[row] = Math.abs(error);
    } else {
      first[row] = Number(findLargest(outputs, row * classes, classes) === truth);
      second[row] = computeLogLoss(outputs[row * classes + truth]);
    }
  }
  return classes === 0 ? { rmse: first, mae: second } : { accuracy: first, logLoss: second };
}
