import { lowerIsBetter } from './metric-direction';
import type { ExternalFacts } from '../record/external';
import type { MetricRange } from '../record/metric-ranges';

/** The best value of a metric, and the first step that logged it. */
export interface BestValue {
  readonly value: number;
  readonly step: number;
}

/**
 * The best of all that a run logged of a metric, by the range that its record keeps.
 * @param declared what the run itself says of its metrics
 * @returns null where the record has no range, or the metric's direction is not known
 */
export function bestOfRange(
  metric: string,
  range: MetricRange | undefined,
  declared?: ExternalFacts['directions'],
): BestValue | null {
  const lower = lowerIsBetter(metric, declared);
  if (range === undefined || lower === null) return null;
  return lower ? { value: range.min, step: range.minStep } : { value: range.max, step: range.maxStep };
}
