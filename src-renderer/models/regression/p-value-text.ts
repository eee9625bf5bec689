import { formatNumber } from '../../text/format';

/**
 * A p-value as tables write it: three digits, and below the spacing of numbers at 1, 2.2e-16, only that it is below, as
 * R's `format.pval` has it: the distribution function has no digits left there.
 */
export function pValueText(value: number): string {
  return value < Number.EPSILON ? `<${formatNumber(Number.EPSILON, 1)}` : formatNumber(value, 3);
}
