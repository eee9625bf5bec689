import { expect, it } from 'vitest';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import { classNames, withClasses, withTargetAxis } from './preview-points';

const gate: PointSample = {
  features: ['x1', 'x2'],
  target: 'y',
  totalRows: 4,
  count: 4,
  values: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  targets: Float64Array.of(5, -3, -3, 5),
  classes: [],
};

const withTargets = (...targets: number[]): PointSample => ({
  ...gate,
  count: targets.length,
  totalRows: targets.length,
  values: new Float64Array(2 * targets.length),
  targets: Float64Array.from(targets),
});

it('makes classes of two target values, in ascending order', () => {
  const classed = withClasses(gate);
  expect(classed.classes).toEqual([-3, 5]);
  expect([...classed.targets]).toEqual([1, 0, 0, 1]);
  expect(withClasses(withTargets(0.25, 0.75)).classes).toEqual([0.25, 0.75]);
});

it('makes classes of a few whole numbers that come again', () => {
  const flowers = withClasses(withTargets(2, 1, 3, 3, 2, 1));
  expect(flowers.classes).toEqual([1, 2, 3]);
  expect([...flowers.targets]).toEqual([1, 0, 2, 2, 1, 0]);
  expect(classNames(flowers)).toEqual(['1', '2', '3']);
});

it('leaves numbers as they are', () => {
  const eleven = Array.from({ length: 11 }, (_, value) => value);
  for (const numbers of [
    withTargets(1, 2, 3, 4),
    withTargets(0.5, 1, 2, 0.5, 1, 2),
    withTargets(...eleven, ...eleven),
    withTargets(7, 7, 7),
    { ...gate, target: null, targets: new Float64Array(0) },
  ]) {
    expect(withClasses(numbers)).toBe(numbers);
    expect(classNames(numbers)).toEqual([]);
  }
  const labelled = { ...gate, classes: ['a', 'b'], targets: Float64Array.of(0, 1, 1, 0) };
  expect(withClasses(labelled)).toBe(labelled);
});

it('draws one feature over its target', () => {
  const sine = {
    ...gate,
    features: ['x'],
    count: 2,
    values: Float64Array.of(1, 2),
    targets: Float64Array.of(8, 9),
  };
  const drawn = withTargetAxis(sine);
  expect(drawn).toMatchObject({ features: ['x', 'y'], target: null, count: 2 });
  expect([...drawn.values]).toEqual([1, 8, 2, 9]);
  expect(withTargetAxis(gate)).toBe(gate);
});

it('keeps the classes of a single feature for their colours', () => {
  const passed = {
    ...gate,
    features: ['hours'],
    values: Float64Array.of(1, 2, 3, 4),
    classes: ['no', 'yes'],
  };
  const drawn = withTargetAxis({ ...passed, targets: Float64Array.of(0, 0, 1, 1) });
  expect(drawn).toMatchObject({ features: ['hours', 'y'], target: 'y', classes: ['no', 'yes'] });
  expect([...drawn.values]).toEqual([1, 0, 2, 0, 3, 1, 4, 1]);
  expect([...drawn.targets]).toEqual([0, 0, 1, 1]);
});
