import type { ExternalFacts } from '../record/external';
import { METRICS, toTrainingMetric } from './metrics';

/** Asked once a row of the table of runs. */
const known = new Map<string, boolean | null>();

/**
 * Whether less of a metric is better; null where its name does not tell.
 * @param declared what the run itself says of its metrics, which counts before their names
 */
export function lowerIsBetter(metric: string, declared?: ExternalFacts['directions']): boolean | null {
  const direction = declared?.[metric];
  if (direction !== undefined) return direction === 'minimize';
  let lower = known.get(metric);
  if (lower === undefined) {
    lower = findDirection(metric);
    known.set(metric, lower);
  }
  return lower;
}

/** By its definition; one of a name that nothing defines by what names usually mean. */
function findDirection(metric: string): boolean | null {
  const definition = METRICS.get(toTrainingMetric(metric));
  if (definition !== undefined) return definition.lowerIsBetter;
  if (/accuracy|r2$|auc$/i.test(metric)) return false;
  return /loss|inertia|distance|objective|error|gap|mae$|rmse$/i.test(metric) ? true : null;
}
