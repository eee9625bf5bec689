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
  const over = isOfTwo ? `of class ${classes[1]}` : 'mean over the classes, each against all others';
  return [
    one('Accuracy', accuracy(confusion, count), 'Share of the rows whose class is right'),
    one(
      'Balanced accuracy',
      balancedAccuracy(confusion, count),
      'Mean of the recalls of the classes: one half (of two) is chance, however unequal they are',
    ),
    ...(isOfTwo && second !== undefined
      ? [
          one('Precision', second.precision, `Of the rows taken for ${classes[1]}, the share that are`),
          one('Recall', second.recall, `Of the rows of ${classes[1]}, the share that were found`),
          one('F1', second.f1, `Harmonic mean of precision and recall of ${classes[1]}`),
        ]
      : [
          one('F1, macro', macro.f1, 'Mean of the classes’ F1, each class counting the same'),
          one('F1, weighted', weighted.f1, 'Mean of the classes’ F1, each by its rows'),
        ]),
    one(
      'Matthews correlation',
      matthewsCorrelation(confusion, count),
      'Correlation of true and predicted classes: 1 all right, 0 chance',
    ),
    one(
      'ROC area',
      mean(areas),
      mean(areas) === null
        ? 'These rows are all of one class: there is no ROC curve'
        : `Chance that a row of the class ranks above another row, ${over}`,
    ),
    one('Average precision', mean(precisions), `Area under the precision-recall steps, ${over}`),
    ...(scores === 'probability'
      ? [
          one(
            'Log loss',
            part.logLoss,
            'Mean of −ln of the probability given to the true class, kept 2.2e-16 from 0 and 1 as in scikit-learn',
          ),
          ...(clippingShows(part)
            ? [
                one(
                  'Cross-entropy',
                  part.crossEntropy,
                  'The log loss with probabilities kept 1e-7 from 0 and 1, as in Keras and in the loss of training',
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
    one('R²', part.r2, 'Share of the target’s variance that is explained; below 0 its mean would be better'),
    one('MAE', part.meanAbsoluteError, 'Mean absolute error, in units of the target'),
    one('RMSE', part.rootMeanSquaredError, 'Root of the mean squared error, in units of the target'),
    one('Median error', part.medianAbsoluteError, 'Half of the rows are off by less, in units of the target'),
    one(
      'Explained variance',
      part.explainedVariance,
      'As R², but errors that are the same everywhere do not count',
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
  return isWeighted ? `${count} of weight ${formatNumber(weight)}` : count;
}
