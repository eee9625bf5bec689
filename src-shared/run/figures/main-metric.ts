import { MODELS, type ModelKind } from '../../models';
import { externalMainMetric } from '../record/external';
import type { RunRecord } from '../record/record';
import type { RunRow } from '../library/row';

/**
 * Name of the metric that a run of this kind is scored by, on validation rows where there are any; null
 * where it has none of them.
 */
export function mainMetricName(kind: ModelKind, has: (metric: string) => boolean): string | null {
  return MODELS[kind].mainMetrics.find(has) ?? null;
}

/** The same of a record, whoever wrote it. */
export function mainMetricOf({ experiment, external, summary }: RunRecord): string | null {
  if (external !== undefined) return externalMainMetric(Object.keys(summary), external.directions);
  return mainMetricName(experiment.model.kind, (metric) => summary[metric] !== undefined);
}

/** The same of a row of the table of runs. */
export function mainMetricOfRow({ kind, metrics, directions = {} }: RunRow): string | null {
  if (kind === 'external') return externalMainMetric(Object.keys(metrics), directions);
  return mainMetricName(kind, (metric) => metrics[metric] !== undefined);
}
