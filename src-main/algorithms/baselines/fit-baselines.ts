import type { BaselineId, FoundBaseline } from '../../../src-shared/compare/baselines/baselines';
import type { TrainingData } from '../contract/trainer';
import type { Work } from '../explore/slices';
import { Rng } from '../numeric/rng';
import { baselineData, learntRows } from './baseline-data';
import { constantOutputs } from './constant';
import { forestOutputs, treeOutputs } from './forest';
import { linearOutputs } from './linear';
import { logisticOutputs } from './logistic';
import { MOST_DISTANCES, neighbourOutputs } from './neighbours';

/** A baseline's answers to the validation rows. */
export interface BaselineOutputs {
  readonly id: BaselineId;
  /** [validation rows][units]: probabilities of the classes, or the number; null where it was left out. */
  readonly outputs: Float64Array | null;
  /** Training rows that it learnt from. */
  readonly learntRows: number;
  /** Why it was left out; null: it was not. */
  readonly whyNot: FoundBaseline['whyNot'];
}

/** Multiply-adds of least squares, and of one step of a logistic regression, at most: about a minute of either. */
const MOST_OF_SQUARES = 5e10;
const MOST_OF_STEP = 5e8;

/**
 * Fits the baselines to the training rows, one after another, and asks each about the validation rows. The same
 * seed gives the same.
 * @param classes 0 of numbers
 */
export function* fitBaselines(given: TrainingData, classes: number, seed: number): Work<BaselineOutputs[]> {
  const data = baselineData(given, classes);
  const { trainRows, rows, width } = data;
  const learnt = learntRows(data, Rng.derive(seed, 'baseline rows'));
  const found: BaselineOutputs[] = [];
  const add = (id: BaselineId, count: number, outputs: Float64Array): void => {
    found.push({ id, outputs, learntRows: count, whyNot: null });
  };
  const leaveOut = (id: BaselineId): void => {
    found.push({ id, outputs: null, learntRows: 0, whyNot: 'size' });
  };
  add('constant', trainRows, constantOutputs(data));
  yield;
  const cost = classes > 0 ? trainRows * width * classes : trainRows * width * width;
  if (cost > (classes > 0 ? MOST_OF_STEP : MOST_OF_SQUARES)) leaveOut('linear');
  else add('linear', trainRows, classes > 0 ? yield* logisticOutputs(data) : yield* linearOutputs(data));
  if (learnt.length * (rows - trainRows) * width > MOST_DISTANCES) leaveOut('neighbours');
  else add('neighbours', learnt.length, yield* neighbourOutputs(data, learnt));
  add('tree', learnt.length, yield* treeOutputs(data, learnt, Rng.derive(seed, 'baseline tree')));
  add('forest', learnt.length, yield* forestOutputs(data, learnt, Rng.derive(seed, 'baseline forest')));
  return found;
}
