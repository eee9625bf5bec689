import { computeLogLoss } from '../numeric/log-loss';
import { slices, type Work } from '../explore/slices';

export {
  accuracy,
  balancedAccuracy,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from '../../../src-shared/run/evaluation/confusion';

/**
 * Adds rows to a confusion matrix: entry [true][predicted] grows by each row's weight.
 * @param confusion [classes][classes] flattened; changed
 * @param truth [rows] index of each row's class
 * @param predicted [rows] index of each row's class
 * @param weights [rows]; null: 1 each
 */
export function addConfusion(
  confusion: Float64Array,
  classes: number,
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): void {
  for (let row = 0; row < truth.length; row++) {
    confusion[truth[row] * classes + predicted[row]] += weights === null ? 1 : weights[row];
  }
}

/**
 * Confusion matrix, as scikit-learn's `confusion_matrix` with all classes as its labels: entry
 * [true][predicted] is the weight of the rows of class `true` that were given class `predicted`.
 * @param truth [rows] index of each row's class
 * @param predicted [rows] index of the class that the model gives it
 * @param weights [rows]; null: 1 each
 * @returns [classes][classes] flattened, a row for each true class
 */
export function* confusionMatrix(
  truth: Float64Array | Int32Array,
  predicted: Float64Array | Int32Array,
  classes: number,
  weights: Float64Array | null = null,
): Work<Float64Array> {
  const confusion = new Float64Array(classes * classes);
  yield* slices(truth.length, (from, to) => {
    addConfusion(
      confusion,
      classes,
      truth.subarray(from, to),
      predicted.subarray(from, to),
      weights?.subarray(from, to) ?? null,
    );
  });
  return confusion;
}

/**
 * The weighted mean of -ln of the probability that each row's own class was given.
 * @param probabilities [rows][classes] flattened
 * @param truth [rows] index of each row's class
 * @param weights [rows]; null: 1 each
 */
export function* logLoss(
  probabilities: Float64Array,
  truth: Float64Array | Int32Array,
  classes: number,
  weights: Float64Array | null = null,
): Work<number> {
  let sum = 0;
  let total = 0;
  yield* slices(truth.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = weights === null ? 1 : weights[row];
      sum += weight * computeLogLoss(probabilities[row * classes + truth[row]]);
      total += weight;
    }
  });
  return sum / total;
}
