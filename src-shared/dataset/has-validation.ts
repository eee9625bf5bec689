import type { DatasetSpec } from './schema';

/** Whether a data set keeps rows for validation, as far as its settings tell. */
export function hasValidation({
  validationSplit,
  split,
}: Pick<DatasetSpec, 'validationSplit' | 'split'>): boolean {
  return validationSplit > 0 || split.method === 'column' || split.method === 'folds';
}
