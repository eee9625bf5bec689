import { TRAINING_FIELDS } from './fields';
import type { TrainingSpec } from './schema';

/** How long a network trains, in the one unit that it counts in: steps, which are weight updates. */

/**
 * Updates of one pass over the training rows: rows / batch size, rounded up, as the last batch of an
 * epoch may be shorter. 1 for the full batch.
 * @param trainRows rows that are trained on, at least 1
 */
export function stepsPerEpoch({ batchSize }: Pick<TrainingSpec, 'batchSize'>, trainRows: number): number {
  const rows = Math.max(1, trainRows);
  return batchSize === null || batchSize >= rows ? 1 : Math.ceil(rows / batchSize);
}

/**
 * Steps that a network trains at most: epochs x steps of an epoch where epochs are set, else `steps`;
 * never more than the field allows.
 * @param trainRows rows that are trained on
 */
export function plannedSteps(
  training: Pick<TrainingSpec, 'steps' | 'epochs' | 'batchSize'>,
  trainRows: number,
): number {
  const { steps, epochs } = training;
  if (epochs === null) return steps;
  return Math.min(TRAINING_FIELDS['training.steps'].max, epochs * stepsPerEpoch(training, trainRows));
}

/**
 * The training settings with their epochs turned into steps, as a trainer takes them.
 * @param trainRows rows that are trained on
 */
export function inSteps(training: TrainingSpec, trainRows: number): TrainingSpec {
  return training.epochs === null
    ? training
    : { ...training, steps: plannedSteps(training, trainRows), epochs: null };
}
