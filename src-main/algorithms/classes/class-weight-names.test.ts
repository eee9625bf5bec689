import { expect, it } from 'vitest';
import { classNamed } from './class-weight-names';
import { classWeights } from './class-weights';

it('a class is named by its text, or by its number where one alone is equal', () => {
  expect(classNamed('0', ['0.0', '1.0'])).toBe(0);
  expect(classNamed('1.00', [0, 1])).toBe(1);
  expect(classNamed('1', ['1', '01'])).toBe(0);
  expect(classNamed('1.0', ['1', '01'])).toBe(-1);
  expect(classNamed('', ['', '0'])).toBe(0);
  expect(classNamed('no', ['yes', 'maybe'])).toBe(-1);
});

it('weights find the classes that they are given for', () => {
  const rows = { target: Float64Array.of(0, 1), trainRows: 2, weights: null, classes: ['0.0', '1.0'] };
  expect(classWeights({ '0': 3 }, rows)).toEqual([3, 1]);
});
