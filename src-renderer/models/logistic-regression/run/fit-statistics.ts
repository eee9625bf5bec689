import type { RunResult } from '../../../../src-shared/models';

/** Why a fit has no standard errors, by its `inferenceUndefined`. */
const UNDEFINED = {
  penalized: 'A penalized fit has no standard errors.',
  separated: 'The classes are separated: the coefficients have no finite values, and no standard errors.',
  notConverged: 'The fit has not converged, so that there are no standard errors.',
};

/** Sentence on why a fit has no standard errors; empty where it has some. */
export function inferenceNote({ inferenceUndefined }: RunResult<'logistic-regression'>): string {
  return inferenceUndefined === null ? '' : UNDEFINED[inferenceUndefined];
}

/** Names and values of a fit's statistics, in the order of their table; null: not defined. */
export function fitStatistics(
  result: RunResult<'logistic-regression'>,
): [name: string, value: number | null][] {
  return [
    ['Observations', result.observations],
    ['Log-likelihood', result.logLikelihood],
    ['Null log-likelihood', result.nullLogLikelihood],
    ["McFadden's R²", result.mcFaddenR2],
    [`Likelihood ratio(${result.likelihoodRatioDegreesOfFreedom ?? '–'})`, result.likelihoodRatio],
    ['p of the likelihood ratio', result.likelihoodRatioPValue],
    ['AIC', result.aic],
    ['BIC', result.bic],
  ];
}
