import { expect, it } from 'vitest';
import { pValueText } from './p-value-text';

it('writes what is below the precision of numbers as R does', () => {
  // format.pval(c(0, 1e-17, 3e-16, 0.0421, 0.5), digits = 3)
  expect([0, 1e-17].map(pValueText)).toEqual(['<2e−16', '<2e−16']);
  expect([3e-16, 0.0421, 0.5, 1].map(pValueText)).toEqual(['3e−16', '0.0421', '0.500', '1']);
});
