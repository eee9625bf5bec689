import type {
  ClassBaseline,
  NumberBaseline,
  NumberScores,
} from '../../../src-shared/run/evaluation/evaluation';
import { square } from '../../../src-shared/portable-math/square';
import { slices, type Work } from '../explore/slices';
import type { TrainingData } from '../contract/trainer';

/**
 * What a model must beat: answers that look at no feature, fitted on the training rows alone, as
 * scikit-learn's DummyClassifier (most_frequent) and DummyRegressor (mean) give them.
 */

/**
 * The accuracy of always answering the most frequent class of the training rows; of equals the first.
 * Rows count by their weights.
 * @param classes how many there are
 */
export function* classBaseline(data: TrainingData, classes: number): Work<ClassBaseline> {
  const train = yield* classWeights(data, 0, data.trainRows, classes);
  let majority = 0;
  for (let c = 1; c < classes; c++) if (train[c] > train[majority]) majority = c;
  const computeShare = (weights: Float64Array): number =>
    weights[majority] / weights.reduce((sum, weight) => sum + weight, 0);
  const hasValidation = data.rows > data.trainRows;
  return {
    class: majority,
    train: { accuracy: computeShare(train) },
    validation: hasValidation
      ? { accuracy: computeShare(yield* classWeights(data, data.trainRows, data.rows, classes)) }
      : null,
  };
}

function* classWeights(
  { target, weights }: TrainingData,
  from: number,
  to: number,
  classes: number,
): Work<Float64Array> {
  const sums = new Float64Array(classes);
  yield* slices(to - from, (start, end) => {
    for (let row = from + start; row < from + end; row++) sums[target![row]] += weights?.[row] ?? 1;
  });
  return sums;
}

/** The errors of always answering the mean of the training rows. Rows count by their weights. */
export function* numberBaseline(data: TrainingData): Work<NumberBaseline> {
  const mean = yield* computeMean(data, 0, data.trainRows);
  const hasValidation = data.rows > data.trainRows;
  return {
    mean,
    train: yield* computeScores(data, 0, data.trainRows, mean),
    validation: hasValidation ? yield* computeScores(data, data.trainRows, data.rows, mean) : null,
  };
}

function* computeMean({ target, weights }: TrainingData, from: number, to: number): Work<number> {
  let sum = 0;
  let total = 0;
  yield* slices(to - from, (start, end) => {
    for (let row = from + start; row < from + end; row++) {
      const weight = weights?.[row] ?? 1;
      sum += weight * target![row];
      total += weight;
    }
  });
  return sum / total;
}

function* computeScores(data: TrainingData, from: number, to: number, answer: number): Work<NumberScores> {
  const { target, weights } = data;
  const partMean = yield* computeMean(data, from, to);
  let absolute = 0;
  let squared = 0;
  let spread = 0;
  let total = 0;
  yield* slices(to - from, (start, end) => {
    for (let row = from + start; row < from + end; row++) {
      const weight = weights?.[row] ?? 1;
      const error = target![row] - answer;
      absolute += weight * Math.abs(error);
      squared += weight * error * error;
      spread += weight * square(target![row] - partMean);
      total += weight;
    }
  });
  return {
    // As scikit-learn's r2_score of a target that is the same in every row.
    r2: spread > 0 ? 1 - squared / spread : squared === 0 ? 1 : 0,
    meanAbsoluteError: absolute / total,
    rootMeanSquaredError: Math.sqrt(squared / total),
  };
}
