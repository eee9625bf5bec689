import { say } from '../../../../src-shared/language/say';
import type { RunResult } from '../../../../src-shared/models';

/** Why a fit has no standard errors, by its `inferenceUndefined`. */
const UNDEFINED = {
  penalized: say('A penalized fit has no standard errors.'),
  saturated: say('There are no more rows than coefficients, so that there are no standard errors.'),
};

/** Sentence on why a fit has no standard errors; empty where it has some. */
export function inferenceNote({ inferenceUndefined }: RunResult<'linear-regression'>): string {
  return inferenceUndefined === null ? '' : UNDEFINED[inferenceUndefined];
}

/** Names and values of a fit's statistics, in the order of their table; null: not defined. */
export function fitStatistics(
  result: RunResult<'linear-regression'>,
): [name: string, value: number | null][] {
  return [
    [say('Observations'), result.observations],
    [say('Residual degrees of freedom'), result.residualDegreesOfFreedom],
    [say('Residual standard error'), result.residualStandardError],
    ['R²', result.r2],
    [say('Adjusted R²'), result.adjustedR2],
    [`F(${result.rank - 1}, ${result.residualDegreesOfFreedom})`, result.fStatistic],
    [say('p of F'), result.fPValue],
    [say('Log-likelihood'), result.logLikelihood],
    ['AIC', result.aic],
    ['BIC', result.bic],
    [say('Condition number'), result.conditionNumber],
  ];
}
