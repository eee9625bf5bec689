import { expect, it } from 'vitest';
import { NO_CLASS, OTHER_CLASS } from '../../../src-shared/dataset/explore';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { targetColours } from './target-colours';

function makeSample(targets: readonly number[], classes: PointSample['classes'] = []): PointSample {
  return {
    features: ['x1', 'x2'],
    target: 'y',
    totalRows: targets.length,
    count: targets.length,
    values: new Float64Array(2 * targets.length),
    targets: Float64Array.from(targets),
    classes,
  };
}

it('counts the classes in their order', () => {
  const colours = targetColours(makeSample([2, 0, 2, 1, 2], ['setosa', 'versicolor', 'virginica']));
  expect(colours?.scale).toEqual({
    kind: 'classes',
    name: 'y',
    classes: [
      { class: 0, label: 'setosa', count: 1 },
      { class: 1, label: 'versicolor', count: 1 },
      { class: 2, label: 'virginica', count: 3 },
    ],
  });
  expect([...(colours?.of ?? [])]).toEqual([2, 0, 2, 1, 2]);
  expect(colours?.numbers).toEqual([0, 1, 2]);
});

it('gives the eight most frequent of many classes a colour of their own', () => {
  const classes = Array.from({ length: 11 }, (_, index) => `c${index}`);
  // c0, c3 and c9 come once, all others twice.
  const rare = new Set([0, 3, 9]);
  const targets = classes.flatMap((_, index) => (rare.has(index) ? [index] : [index, index]));
  const colours = targetColours(makeSample([...targets, -1], classes));
  if (colours?.scale.kind !== 'classes') throw new Error('no classes');
  expect(colours.scale.classes.map(({ label }) => label)).toEqual([
    ...['c1', 'c2', 'c4', 'c5', 'c6', 'c7', 'c8', 'c10'],
    '3 other',
  ]);
  expect(colours.scale.classes[8]).toEqual({ class: OTHER_CLASS, label: '3 other', count: 3 });
  expect(colours.numbers).toEqual([OTHER_CLASS, 0, 1, OTHER_CLASS, 2, 3, 4, 5, 6, OTHER_CLASS, 7]);
  const numbers = [...colours.of];
  expect([numbers[0], numbers[1], numbers[numbers.length - 2], numbers[numbers.length - 1]]).toEqual([
    OTHER_CLASS,
    0,
    7,
    NO_CLASS,
  ]);
});

it('draws numbers on a scale that an outlier does not take', () => {
  const targets = [...Array.from({ length: 200 }, (_, value) => value), 1e6];
  const colours = targetColours(makeSample(targets));
  expect(colours?.scale).toEqual({
    kind: 'values',
    name: 'y',
    type: 'number',
    low: 2,
    high: 198,
    min: 0,
    max: 1e6,
  });
  expect(colours?.of[200]).toBe(1e6);
});

it('has no colours without a target', () => {
  expect(targetColours({ ...makeSample([]), target: null })).toBeNull();
  expect(targetColours(makeSample([NaN, NaN]))).toBeNull();
});
