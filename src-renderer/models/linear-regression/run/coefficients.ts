import { say } from '../../../../src-shared/language/say';
import type { LinearRegressionFrame } from '../../../../src-shared/models/linear-regression/frame';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { CoefficientInput } from '../../../charts/coefficients/coefficient-picture';
import { coefficientInput } from '../../regression/coefficient-input';

/** Coefficients of a linear regression for their chart and table. */
export function linearInput(
  { coefficients }: Pick<LinearRegressionFrame, 'coefficients'>,
  record: RunRecord,
): CoefficientInput {
  const series = coefficients.length === 0 ? [] : [{ name: '', coefficients }];
  return coefficientInput(series, record, record.dataset?.target ?? say('the target'));
}
