import { accuracy } from './confusion';
import type { Evaluation, EvaluationPart } from './evaluation';

/**
 * The figures of one part of the rows by their names, as scikit-learn has them: accuracy, logLoss and of
 * two classes rocAuc, or r2 and the errors; none where there are no such rows.
 */
export function partFigures(evaluation: Evaluation, part: EvaluationPart): Record<string, number> {
  if (evaluation.kind === 'numbers') {
    const own = evaluation[part];
    if (own === null) return {};
    const { r2, meanAbsoluteError, rootMeanSquaredError, medianAbsoluteError } = own;
    return { r2, meanAbsoluteError, rootMeanSquaredError, medianAbsoluteError };
  }
  const { classes } = evaluation;
  const own = evaluation[part];
  if (own === null) return {};
  const rocAuc = classes.length === 2 ? (own.curves[0]?.rocAuc ?? null) : null;
  return {
    accuracy: accuracy(own.confusion, classes.length),
    ...(own.logLoss === null ? {} : { logLoss: own.logLoss }),
    ...(rocAuc === null ? {} : { rocAuc }),
  };
}
