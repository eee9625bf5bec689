import { MODELS, type ModelKind } from '../../models';

/**
 * Name of the metric that a run of this kind is scored by, on validation rows where there are any; null
 * where it has none of them.
 */
export function mainMetricName(kind: ModelKind, has: (metric: string) => boolean): string | null {
  return MODELS[kind].mainMetrics.find(has) ?? null;
}
