import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { ModelKind } from '../../../src-shared/models';
import type { Evaluation } from '../../../src-shared/run/evaluation/evaluation';
import type { Work } from '../explore/slices';
import type { ModelContext } from '../contract/model-context';
import type { OutputReader } from '../contract/outputs';
import type { TrainingData } from '../contract/trainer';
import { evaluateClasses } from './evaluate-classes';
import { evaluateNumbers } from './evaluate-numbers';

/** Points that the curves of one part have together: as many as a screen can show. */
const DRAWN_POINTS = 1200;
/** Points of all curves where there are many classes: each curve keeps some shape. */
const DRAWN_POINTS_MANY = 24_000;
/** Points of all curves of a part in an exported evaluation: about 12 MB of JSON. */
export const EXPORTED_POINTS = 200_000;

/**
 * How good a stored model is on the data it was trained on: metrics, confusion matrix and curves of
 * classes, metrics and residuals of numbers, apart for training and validation rows.
 * @param data the very rows of the run, as it was trained on them
 * @param outputs reads what the model's kind says
 * @param rowNumbers 1-based row of the table for each used row
 * @param curvePoints of all curves of a part together; null: as many as are drawn
 * @throws BenchtopError `invalid-data` for a model without a target, or whose outputs are not finite
 */
export function* evaluateModel(
  context: ModelContext,
  data: TrainingData,
  { readTask, readOutputs }: OutputReader<ModelKind>,
  rowNumbers: ArrayLike<number>,
  curvePoints: number | null = null,
): Work<Evaluation> {
  const task = readTask(context);
  if (data.target === null) {
    throw fail('invalid-data', sentence('This run has no target to compare its predictions with.'), {
      field: 'dataset.target',
    });
  }
  const outputs = readOutputs(context, data);
  if (task.kind === 'numbers') return yield* evaluateNumbers(context, data, outputs, rowNumbers);
  const drawn = context.classes.length > 2 ? DRAWN_POINTS_MANY : DRAWN_POINTS;
  return yield* evaluateClasses(context, data, task, outputs, curvePoints ?? drawn);
}
