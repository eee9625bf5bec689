import { say } from '../../../../src-shared/language/say';
import type { LogisticRegressionFrame } from '../../../../src-shared/models/logistic-regression/frame';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { CoefficientInput } from '../../../charts/coefficients/coefficient-picture';
import { coefficientInput } from '../../regression/coefficient-input';

/** Coefficients of a logistic regression for their chart and tables, a series a class. */
export function logisticInput(
  { reference, equations }: Pick<LogisticRegressionFrame, 'reference' | 'equations'>,
  record: RunRecord,
): CoefficientInput {
  const series = equations.map(({ class: name, coefficients }) => ({
    name: say('{name} against {reference}', { name, reference }),
    coefficients,
  }));
  return coefficientInput(series, record, say('the log odds'));
}
