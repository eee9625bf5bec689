import { expect, it } from 'vitest';
import { at, present } from '../../../../src-shared/present';
import type { UnitSurfaces } from '../../../../src-shared/run/live/frames';
import { spreadRows, unitViews } from './unit-picture';

const axis = Float64Array.of(0, 1);
const of = (activation: string, ...values: number[]): UnitSurfaces => ({
  x1: axis,
  x2: axis,
  layers: [{ units: 5, activation, values: Float32Array.from(values) }],
});

it('takes each unit of a layer apart, with its least and largest output', () => {
  const [layer] = unitViews(of('tanh', -0.5, 0, 0.25, 0.75, 0, 0, 0, -1));
  expect(layer).toMatchObject({ layer: 1, activation: 'tanh', count: 5 });
  expect(present(layer).units.map(({ unit, range }) => [unit, ...range])).toEqual([
    [1, -0.5, 0.75],
    [2, -1, 0],
  ]);
  expect([...at(present(layer).units, 1).surface.values]).toEqual([0, 0, 0, -1]);
});

it('colours a unit by the bounds of its activation, or alike around 0', () => {
  const computeDomain = (activation: string, ...values: number[]): readonly number[] =>
    at(at(unitViews(of(activation, ...values)), 0).units, 0).domain;
  expect(computeDomain('tanh', 0, 0, 0, 0.1)).toEqual([-1, 1]);
  expect(computeDomain('sigmoid', 0.2, 0.3, 0.2, 0.1)).toEqual([0, 1]);
  expect(computeDomain('relu', 0, 0, 1, 4)).toEqual([-4, 4]);
  expect(computeDomain('linear', -8, 0, 1, 4)).toEqual([-8, 8]);
  // A dead unit, and one that is no number.
  expect(computeDomain('relu', 0, 0, 0, 0)).toEqual([-1, 1]);
  expect(computeDomain('linear', NaN, 0, 0, 0)).toEqual([-1, 1]);
});

it('spreads the rows that are drawn evenly', () => {
  expect([...spreadRows(3, 10)]).toEqual([0, 1, 2]);
  expect([...spreadRows(10, 4)]).toEqual([0, 2, 5, 7]);
  expect([...spreadRows(0, 4)]).toEqual([]);
});
