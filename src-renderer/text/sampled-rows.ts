import { say } from '../../src-shared/language/say';
import type { PointSample } from '../../src-shared/run/live/frames';
import type { DatasetFacts } from '../../src-shared/run/record/dataset-facts';
import { formatCount } from './format';

/**
 * The rows that a run's points are, which are of the whole data set: "all training and validation
 * rows", "2,000 of 9,000 training rows".
 */
export function sampledRows(
  { count, totalRows }: Pick<PointSample, 'count' | 'totalRows'>,
  dataset: Pick<DatasetFacts, 'validationRows'> | null,
): string {
  const all = (dataset?.validationRows ?? 0) > 0 ? say('training and validation rows') : say('training rows');
  return count < totalRows
    ? `${formatCount(count)} of ${formatCount(totalRows)} ${all}`
    : say('all {all}', { all });
}
