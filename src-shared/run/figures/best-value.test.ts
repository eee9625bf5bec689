import { expect, it } from 'vitest';
import { bestOfRange } from './best-value';

it('the best is by the metric’s direction', () => {
  const range = { min: 0.1, minStep: 1, max: 0.9, maxStep: 7 };
  expect(bestOfRange('valAccuracy', range)).toEqual({ value: 0.9, step: 7 });
  expect(bestOfRange('valLoss', range)).toEqual({ value: 0.1, step: 1 });
  expect(bestOfRange('nIter', range)).toBeNull();
  expect(bestOfRange('loss', undefined)).toBeNull();
});
