import type { Experiment } from '../../../src-shared/experiment/schema';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { ModelState } from '../contract/state';
import type { TrainingData } from '../contract/trainer';
import { counted, sentence } from '../../../src-shared/language/sentence';
import { finding, scaledCopy } from './offers';

/** Rows that are looked at, evenly spread over the training rows: enough for shares of a few percent. */
const LOOKED_AT = 500;

/**
 * Indices of up to 500 training rows, evenly spaced, on which a model is asked for diagnostics; all
 * rows where there are fewer.
 */
export function lookedAt(trainRows: number): number[] {
  const count = Math.min(LOOKED_AT, trainRows);
  return Array.from({ length: count }, (_, i) => Math.floor((i * trainRows) / count));
}

/**
 * A model that gives all rows one class, though some are of another.
 * @param rows of the data that were looked at, and `classes` that the model gives them
 * @param offer where the columns are scaled; else scaling comes first
 */
export function oneClass(
  experiment: Experiment,
  data: TrainingData,
  rows: readonly number[],
  classes: readonly number[],
  state: ModelState,
  offer: Offer,
): Finding[] {
  const [only] = classes;
  if (only === undefined || data.target === null || classes.some((other) => other !== only)) return [];
  // Rows of weight 0 are not learned from.
  const others = rows.filter(
    (row) => data.target![row] !== only && (data.weights === null || data.weights[row] > 0),
  ).length;
  if (others === 0) return [];
  const said = sentence(
    'All {rows} training rows looked at are given the class {name}, though {others} of them are of another: the model tells nothing apart.',
    { rows: counted(rows.length), name: String(data.classes[only] ?? only), others: counted(others) },
  );
  const help = experiment.dataset.scaling === 'none' ? scaledCopy(state.step) : offer;
  return [finding('oneClass', said, state.step, help)];
}
