import type { DatasetSpec, MissingPolicy } from '../../../src-shared/experiment/schema';
import { findSettings } from './roles';

/** Where a column's policy for missing values comes from, and what it is. */
export interface MissingChoice {
  readonly policy: MissingPolicy;
  readonly field: string;
}

/** A column's own policy for missing values, else the data set's. */
export function missingChoice(spec: DatasetSpec, name: string): MissingChoice {
  const own = findSettings(spec, name);
  return own?.settings.missing === undefined
    ? { policy: spec.missing, field: 'dataset.missing' }
    : { policy: own.settings.missing, field: `${own.field}.missing` };
}
