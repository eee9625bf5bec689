import { say } from '../../../../src-shared/language/say';
import { rowsPhrase } from '../../../../src-shared/run/figures/metric-labels';
import { formatNumber, fullNumber } from '../../../text/format';
import { metricFact, type Fact } from '../../contract/facts';
import type { RunOf } from '../../contract/run-of';

const METRICS = ['valR2', 'valRmse', 'valMae', 'r2', 'rmse', 'mae'];

/** Statistics of a linear regression: its metrics, validation first, and those of the fit. */
export function linearFacts(run: RunOf<'linear-regression'>): Fact[] {
  return [...METRICS.flatMap((name) => metricFact(run, name)), ...fitFacts(run)];
}

function fitFacts({ result, record }: RunOf<'linear-regression'>): Fact[] {
  if (result === null) return [];
  const detail = `of ${rowsPhrase(record.dataset?.trainRows ?? 0, 'training')}`;
  const numbers: readonly (readonly [string, number | null])[] = [
    [say('Adjusted R²'), result.adjustedR2],
    ['AIC', result.aic],
    ['BIC', result.bic],
  ];
  return numbers.flatMap(([label, value]) =>
    value === null ? [] : [{ label, value: formatNumber(value), detail, title: fullNumber(value) }],
  );
}
