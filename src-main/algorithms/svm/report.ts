import type { ModelReport } from '../contract/report';

/** An SVM as text: its weights in raw units, and what cross-validation and Platt's scaling found. */
export const svmReport: ModelReport<'svm'> = {
  describeModel({ result, format }) {
    const { classes, coef, intercept, marginWidth, crossValidation, calibration } = result;
    const lines = coef.map((weights, k) => {
      const of = coef.length === 1 ? '' : `${String(classes[k] ?? k)} against the rest:  `;
      const width = marginWidth === null ? '' : ` · margin width ${format(marginWidth)}`;
      return `${of}w (${weights.map(format).join(', ')}) · b ${format(intercept[k] ?? 0)}${width}`;
    });
    if (crossValidation !== null) {
      const { accuracy, folds } = crossValidation;
      lines.push(
        `cross-validation, ${folds.length} folds: accuracy ${format(accuracy.mean)} ± ${format(accuracy.std)} (standard deviation of the folds, divided by n)`,
      );
    }
    if (calibration !== null) {
      lines.push(
        `probabilities by Platt scaling on ${calibration.rows} ${calibration.fittedOn === 'validation' ? 'validation' : 'cross-validated'} rows · log loss ${format(calibration.logLoss)}`,
      );
    }
    return lines;
  },
  tabulate: null,
  keptStep: () => null,
};
