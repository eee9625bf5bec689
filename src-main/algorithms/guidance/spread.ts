import type { Spread } from '../contract/diagnostics';

/** How far a column lies from zero, in its standard deviations. */
export function computeDistance({ mean, std }: Spread): number {
  return Math.abs(mean) / std;
}

/** Largest absolute value of a column. */
export function computeSize({ low, high }: Spread): number {
  return Math.max(Math.abs(low), Math.abs(high));
}
