import { expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { marginCoordinates } from './margin-picture';

const sample: PointSample = {
  features: ['a', 'b', 'c'],
  target: 'y',
  totalRows: 2,
  count: 2,
  values: Float64Array.of(1, 2, 3, 4, 5, 6),
  targets: Float64Array.of(0, 1),
  classes: ['no', 'yes'],
};
const frame = {
  kind: 'svm' as const,
  step: 1,
  coef: Float64Array.of(1, 0, -1),
  intercept: 0.5,
  logits: Float64Array.of(-1.5, -1.5),
  supportVectors: Int32Array.of(),
};
const input = { sample, frame, queryPoints: [], feature: 1, machine: 0, compact: false };

it('places rows of more than two features over their logit', () => {
  expect(marginCoordinates(input, 1)).toEqual([-1.5, 5]);
});

it('places them on their principal components where these are given', () => {
  const components = { ...sample, features: ['PC 1', 'PC 2'], values: Float64Array.of(7, 8, 9, 10) };
  expect(marginCoordinates({ ...input, components }, 0)).toEqual([7, 8]);
  expect(marginCoordinates({ ...input, components }, 1)).toEqual([9, 10]);
});
