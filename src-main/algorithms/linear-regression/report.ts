import type { LinearRegressionResult } from '../../../src-shared/models/linear-regression/result';
import type { ModelReport } from '../contract/report';
import {
  aliasNote,
  coefficientCells,
  coefficientColumns,
  coefficientLines,
  statisticsLine,
} from '../regression/coefficient-report';

/** A linear regression as text: its coefficients in raw units, and the statistics of the fit. */
export const linearRegressionReport: ModelReport<'linear-regression'> = {
  describeModel: ({ result, format }) => [
    ...coefficientLines(result.coefficients, format),
    fitLine(result, format),
  ],
  tabulate: ({ result, format }) => ({
    title: `${fitLine(result, format)}${aliasNote(result.coefficients)}`,
    columns: coefficientColumns('t', result.confidenceLevel, format),
    rows: coefficientCells(result.coefficients),
  }),
  keptStep: () => null,
};

function fitLine(result: LinearRegressionResult, format: (value: number) => string): string {
  const statistics = [
    ['R²', result.r2],
    ['adjusted R²', result.adjustedR2],
    [`F(${result.rank - 1}, ${result.residualDegreesOfFreedom})`, result.fStatistic],
    ['p', result.fPValue],
    ['log-likelihood', result.logLikelihood],
    ['AIC', result.aic],
    ['BIC', result.bic],
  ] as const;
  return `least squares of the training rows: ${statisticsLine(statistics, format)}`;
}
