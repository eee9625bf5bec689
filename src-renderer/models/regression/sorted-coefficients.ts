import type { Coefficient } from '../../../src-shared/models/contract/coefficients';

/** A column of numbers of the coefficient table. */
export type CoefficientKey = 'estimate' | 'standardError' | 'statistic' | 'pValue' | 'lower' | 'upper';

/** Coefficients by a column; those without a number there come last. */
export function sortedCoefficients(
  coefficients: readonly Coefficient[],
  key: CoefficientKey,
  isDescending: boolean,
): Coefficient[] {
  const sign = isDescending ? -1 : 1;
  const number = (one: Coefficient): number | null => (one.aliased === null ? one[key] : null);
  return [...coefficients].sort((a, b) => {
    const [left, right] = [number(a), number(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}
