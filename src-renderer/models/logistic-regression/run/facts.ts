import { rowsPhrase } from '../../../../src-shared/run/figures/metric-labels';
import { formatNumber, fullNumber } from '../../../text/format';
import { measureFacts, type Fact } from '../../contract/facts';
import type { RunOf } from '../../contract/run-of';

const MEASURES = ['accuracy', 'logLoss'];

/** Statistics of a logistic regression: its metrics, validation first, and those of the fit. */
export function logisticFacts(run: RunOf<'logistic-regression'>): Fact[] {
  return [...measureFacts(run, MEASURES), ...fitFacts(run)];
}

function fitFacts({ result, record }: RunOf<'logistic-regression'>): Fact[] {
  if (result === null) return [];
  const detail = `of ${rowsPhrase(record.dataset?.trainRows ?? 0, 'training')}`;
  const numbers: readonly (readonly [string, number | null])[] = [
    ["McFadden's R²", result.mcFaddenR2],
    ['AIC', result.aic],
    ['BIC', result.bic],
  ];
  return numbers.flatMap(([label, value]) =>
    value === null ? [] : [{ label, value: formatNumber(value), detail, title: fullNumber(value) }],
  );
}
