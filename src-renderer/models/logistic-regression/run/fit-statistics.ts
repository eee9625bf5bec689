import { say } from '../../../../src-shared/language/say';
import type { RunResult } from '../../../../src-shared/models';

/** Why a fit has no standard errors, by its `inferenceUndefined`. */
const UNDEFINED = {
  penalized: say('A penalized fit has no standard errors.'),
  separated: say(
    'The classes are separated: the coefficients have no finite values, and no standard errors.',
  ),
  notConverged: say('The fit has not converged, so that there are no standard errors.'),
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
    [say('Observations'), result.observations],
    [say('Log-likelihood'), result.logLikelihood],
    [say('Null log-likelihood'), result.nullLogLikelihood],
    ["McFadden's R²", result.mcFaddenR2],
    [
      say('Likelihood ratio({likelihoodRatioDegreesOfFreedom})', {
        likelihoodRatioDegreesOfFreedom: result.likelihoodRatioDegreesOfFreedom ?? '–',
      }),
      result.likelihoodRatio,
    ],
    [say('p of the likelihood ratio'), result.likelihoodRatioPValue],
    ['AIC', result.aic],
    ['BIC', result.bic],
  ];
}
