import type { ModelSpec } from '../../../src-shared/experiment/schema';
import type {
  ClassEvaluation,
  Evaluation,
  NumberEvaluation,
} from '../../../src-shared/run/evaluation/evaluation';
import type { ModelContext } from '../../algorithms/contract/model-context';
import type { ModelState } from '../../algorithms/contract/state';
import type { TrainingData } from '../../algorithms/contract/trainer';
import { evaluateModel } from '../../algorithms/evaluation/evaluate-model';
import { finish } from '../../algorithms/explore/slices';
import { modelAlgorithm } from '../../algorithms/models';
import { toModelContext, trainingSpec } from '../data';

/** A model of these tensors after step 7, as it is evaluated. */
export function makeContext(
  model: ModelSpec,
  data: TrainingData,
  tensors: ModelState['tensors'],
): ModelContext {
  const state = { kind: model.kind, step: 7, tensors, extra: {} };
  return toModelContext({ model, data, training: trainingSpec(), seed: 1, resume: null }, state);
}

/** Evaluation on the data, whose rows are numbered from 1; `points`: how many a curve has at most, null: all. */
export function evaluated(
  context: ModelContext,
  data: TrainingData,
  points: number | null = null,
): Evaluation {
  const numbers = Array.from({ length: data.rows }, (_, row) => row + 1);
  return finish(evaluateModel(context, data, modelAlgorithm(context.model.kind).outputs, numbers, points));
}

/** The evaluation of a classifier. @throws Error where it is of numbers */
export const asClasses = (evaluation: Evaluation): ClassEvaluation => {
  if (evaluation.kind !== 'classes') throw new Error('no classes');
  return evaluation;
};
/** The evaluation of a regression. @throws Error where it is of classes */
export const asNumbers = (evaluation: Evaluation): NumberEvaluation => {
  if (evaluation.kind !== 'numbers') throw new Error('no numbers');
  return evaluation;
};
