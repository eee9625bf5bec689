import type { LogisticRegressionResult } from '../../../src-shared/models/logistic-regression/result';
import type { ModelReport } from '../contract/report';
import {
  aliasNote,
  coefficientCells,
  coefficientColumns,
  coefficientLines,
  statisticsLine,
} from '../regression/coefficient-report';

/** A logistic regression as text: its log odds in raw units, and the statistics of the fit. */
export const logisticRegressionReport: ModelReport<'logistic-regression'> = {
  describeModel: ({ result, format }) => [
    ...result.equations.flatMap(({ class: name, coefficients }) => [
      `log odds of ${name} against ${result.reference}:`,
      ...coefficientLines(coefficients, format),
    ]),
    fitLine(result, format),
  ],
  tabulate: ({ result, format }) => ({
    title: `${fitLine(result, format)}${aliasNote(result.equations[0]?.coefficients ?? [])}`,
    columns: ['log odds of', ...coefficientColumns('z', result.confidenceLevel, format)],
    rows: result.equations.flatMap(({ class: name, coefficients }) =>
      coefficientCells(coefficients).map((cells) => [`${name} / ${result.reference}`, ...cells]),
    ),
  }),
  keptStep: () => null,
};

function fitLine(result: LogisticRegressionResult, format: (value: number) => string): string {
  const statistics = [
    ['log-likelihood', result.logLikelihood],
    ["McFadden's R²", result.mcFaddenR2],
    [`likelihood ratio(${result.likelihoodRatioDegreesOfFreedom ?? ''})`, result.likelihoodRatio],
    ['p', result.likelihoodRatioPValue],
    ['AIC', result.aic],
    ['BIC', result.bic],
  ] as const;
  return `fit of the training rows: ${statisticsLine(statistics, format)}`;
}
