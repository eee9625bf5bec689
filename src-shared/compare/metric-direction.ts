import type { ExternalFacts } from '../run/record/external';
import { lowerIsBetter } from '../run/figures/metric-direction';

/** How a value of a metric stands against that of the baseline. */
export interface MetricDelta {
  /** value - baseline */
  readonly difference: number;
  /** value / baseline; null where the baseline is 0 or the signs differ. */
  readonly ratio: number | null;
  /** null where the direction is not known, or nothing changed. */
  readonly isBetter: boolean | null;
}

/** null where one of the two has no finite value. */
export function metricDelta(
  metric: string,
  value: number,
  baseline: number,
  declared?: ExternalFacts['directions'],
): MetricDelta | null {
  if (!Number.isFinite(value) || !Number.isFinite(baseline)) return null;
  const difference = value - baseline;
  const ratio = value / baseline;
  const lower = lowerIsBetter(metric, declared);
  return {
    difference,
    ratio: baseline !== 0 && ratio > 0 ? ratio : null,
    isBetter: lower === null || difference === 0 ? null : difference < 0 === lower,
  };
}
