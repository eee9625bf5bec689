import { say } from '../../../../src-shared/language/say';
import {
  accuracy,
  balancedAccuracy,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from '../../../../src-shared/run/evaluation/confusion';
import {
  clippingShows,
  type ClassEvaluation,
  type ClassPart,
  type NumberPart,
} from '../../../../src-shared/run/evaluation/evaluation';
import { rowsPhrase, type MeasuredOn } from '../../../../src-shared/run/figures/metric-labels';
import { formatCount, formatNumber } from '../../../text/format';

/** One figure of a part. */
export interface MetricValue {
  readonly label: string;
  /** null: it cannot be had, and `title` says why. */
  readonly value: number | null;
  /** Definition, shown on hover. */
  readonly title: string;
}

/**
 * The key figures of classes.
 * @param confusion at the threshold that is looked at
 */
export function classMetrics(
  { classes, scores }: Pick<ClassEvaluation, 'classes' | 'scores'>,
  part: ClassPart,
  confusion: ArrayLike<number>,
): MetricValue[] {
  const count = classes.length;
  const { perClass, macro, weighted } = precisionRecallFscoreSupport(confusion, count);
  const second = perClass[1];
  const one = (label: string, value: number | null, title: string): MetricValue => ({ label, value, title });
  const areas = part.curves.map(({ rocAuc }) => rocAuc);
  const precisions = part.curves.map(({ averagePrecision }) => averagePrecision);
  const isOfTwo = count === 2;
  const over = isOfTwo
    ? say('of class {classes}', { classes: classes[1] })
    : say('mean over the classes, each against all others');
  return [
    one(say('Accuracy'), accuracy(confusion, count), say('Share of the rows whose class is right')),
    one(
      say('Balanced accuracy'),
      balancedAccuracy(confusion, count),
      say('Mean of the recalls of the classes: one half (of two) is chance, however unequal they are'),
    ),
    ...(isOfTwo && second !== undefined
      ? [
          one(
            say('Precision'),
            second.precision,
            say('Of the rows taken for {classes}, the share that are', { classes: classes[1] }),
          ),
          one(
            say('Recall'),
            second.recall,
            say('Of the rows of {classes}, the share that were found', { classes: classes[1] }),
          ),
          one(
            'F1',
            second.f1,
            say('Harmonic mean of precision and recall of {classes}', { classes: classes[1] }),
          ),
        ]
      : [
          one('F1, macro', macro.f1, say('Mean of the classes’ F1, each class counting the same')),
          one('F1, weighted', weighted.f1, say('Mean of the classes’ F1, each by its rows')),
        ]),
    one(
      say('Matthews correlation'),
      matthewsCorrelation(confusion, count),
      say('Correlation of true and predicted classes: 1 all right, 0 chance'),
    ),
    one(
      say('ROC area'),
      mean(areas),
      mean(areas) === null
        ? say('These rows are all of one class: there is no ROC curve')
        : say('Chance that a row of the class ranks above another row, {over}', { over }),
    ),
    one(
      say('Average precision'),
      mean(precisions),
      say('Area under the precision-recall steps, {over}', { over }),
    ),
    ...(scores === 'probability'
      ? [
          one(
            say('Log loss'),
            part.logLoss,
            say(
              'Mean of −ln of the probability given to the true class, kept 2.2e-16 from 0 and 1 as in scikit-learn',
            ),
          ),
          ...(clippingShows(part)
            ? [
                one(
                  say('Cross-entropy'),
                  part.crossEntropy,
                  say(
                    'The log loss with probabilities kept 1e-7 from 0 and 1, as in Keras and in the loss of training',
                  ),
                ),
              ]
            : []),
        ]
      : []),
  ];
}

/** Metrics of predicted numbers: R² and the errors, each with its label and an explanation. */
export function numberMetrics(part: NumberPart): MetricValue[] {
  const one = (label: string, value: number, title: string): MetricValue => ({ label, value, title });
  return [
    one(
      'R²',
      part.r2,
      say('Share of the target’s variance that is explained; below 0 its mean would be better'),
    ),
    one('MAE', part.meanAbsoluteError, say('Mean absolute error, in units of the target')),
    one('RMSE', part.rootMeanSquaredError, say('Root of the mean squared error, in units of the target')),
    one(
      say('Median error'),
      part.medianAbsoluteError,
      say('Half of the rows are off by less, in units of the target'),
    ),
    one(
      say('Explained variance'),
      part.explainedVariance,
      say('As R², but errors that are the same everywhere do not count'),
    ),
  ];
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** A cell's count: whole where rows have no weights. */
export function countText(count: number, isWeighted: boolean): string {
  return isWeighted ? formatNumber(count) : formatCount(count);
}

/** Rows of the metrics: "180 validation rows", "180 training rows of weight 92.4". */
export function rowText(
  { rows, weight }: { rows: number; weight: number },
  part: MeasuredOn,
  isWeighted: boolean,
): string {
  const count = rowsPhrase(rows, part);
  return isWeighted ? say('{count} of weight {weight}', { count, weight: formatNumber(weight) }) : count;
}
