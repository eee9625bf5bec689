import { expect, it } from 'vitest';
import { wholeNumberProblem } from './whole-number-problem';

it('takes whole numbers of the range, its ends among them', () => {
  const range = { min: 2, max: 5000 };
  for (const value of [2, 5000]) expect(wholeNumberProblem(value, range)).toBeNull();
  for (const value of [null, 1, 2.5, 5001, NaN, Infinity])
    expect(wholeNumberProblem(value, range)).toBe('Give a whole number from 2 to 5,000.');
});
