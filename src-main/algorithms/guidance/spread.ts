import type { Spread } from '../contract/diagnostics';

/**
 * Distance of a column's mean from zero in its standard deviations: |mean| / std; infinite for a
 * constant column.
 */
export function computeDistance({ mean, std }: Spread): number {
  return Math.abs(mean) / std;
}

/** Largest absolute value of a column, max(|low|, |high|), in the units of its values. */
export function computeSize({ low, high }: Spread): number {
  return Math.max(Math.abs(low), Math.abs(high));
}
