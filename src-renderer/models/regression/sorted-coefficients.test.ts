import { expect, it } from 'vitest';
import type { Coefficient } from '../../../src-shared/models/contract/coefficients';
import { sortedCoefficients } from './sorted-coefficients';

const row = (feature: string, estimate: number, pValue: number | null): Coefficient => ({
  feature,
  estimate,
  pValue,
  standardError: null,
  statistic: null,
  lower: null,
  upper: null,
  aliased: pValue === null ? 'dependent' : null,
});

it('coefficients are sorted by a column, those without a number last either way', () => {
  const rows = [row('a', 1, 0.5), row('b', 0, null), row('c', -3, 0.01), row('d', 2, 0.2)];
  const names = (sorted: readonly Coefficient[]): string => sorted.map(({ feature }) => feature).join('');
  expect(names(sortedCoefficients(rows, 'pValue', false))).toBe('cdab');
  expect(names(sortedCoefficients(rows, 'pValue', true))).toBe('adcb');
  expect(names(sortedCoefficients(rows, 'estimate', true))).toBe('dacb');
});
