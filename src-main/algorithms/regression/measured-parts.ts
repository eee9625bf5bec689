import { validationMetric } from '../../../src-shared/run/figures/metrics';
import type { TrainingData } from '../contract/trainer';
import type { Work } from '../numeric/linear-algebra/weighted-rows';

type Parts = Pick<TrainingData, 'rows' | 'trainRows'>;

/** Names of what a regression logs, of the training rows and, where there are some, of the validation rows. */
export function partNames(metrics: readonly string[], { rows, trainRows }: Parts): string[] {
  return rows > trainRows ? [...metrics, ...metrics.map(validationMetric)] : [...metrics];
}

/**
 * Figures of the training rows by their names, and those of the validation rows, where there are some, by `valR2`
 * and so on.
 * @param measureRows the figures of rows [from, to)
 */
export function* measureParts(
  { rows, trainRows }: Parts,
  measureRows: (from: number, to: number) => Work<Record<string, number>>,
): Work<Record<string, number>> {
  const training = yield* measureRows(0, trainRows);
  if (rows === trainRows) return training;
  const validation = yield* measureRows(trainRows, rows);
  const renamed = Object.entries(validation).map(([name, value]) => [validationMetric(name), value] as const);
  return { ...training, ...Object.fromEntries(renamed) };
}
