import type { PointSample } from '../../../src-shared/run/live/frames';
import { normal } from './random';

interface Cloud {
  readonly center: readonly number[];
  readonly spread: number;
  readonly count: number;
}

/** Clouds of points, one after the other. @returns values [count][features] flattened, and the cloud of each point */
function clouds(seed: number, parts: readonly Cloud[]): { values: Float64Array; of: Float64Array } {
  const draw = normal(seed);
  const points = parts.flatMap(({ center, spread, count }, cloud) =>
    Array.from({ length: count }, () => ({ cloud, at: center.map((value) => value + spread * draw()) })),
  );
  return {
    values: Float64Array.from(points.flatMap(({ at }) => at)),
    of: Float64Array.from(points, ({ cloud }) => cloud),
  };
}

const people = clouds(1, [
  { center: [158, 54, 31], spread: 4, count: 60 },
  { center: [171, 70, 44], spread: 4, count: 80 },
  { center: [184, 88, 38], spread: 5, count: 60 },
]);

/** 200 people of three sizes: height, weight and age, without a target. */
export const PEOPLE: PointSample = {
  features: ['height [cm]', 'weight [kg]', 'age'],
  target: null,
  totalRows: 200,
  count: 200,
  values: people.values,
  targets: new Float64Array(0),
  classes: [],
};

/** The size of each of {@link PEOPLE}. */
export const SIZES = Int32Array.from(people.of);

const pair = clouds(2, [
  { center: [-1.4, -1], spread: 0.9, count: 60 },
  { center: [1.4, 1], spread: 0.9, count: 60 },
]);

/** 120 points of two classes that overlap a little. */
export const TWO_CLASSES: PointSample = {
  features: ['x1', 'x2'],
  target: 'passed',
  totalRows: 120,
  count: 120,
  values: pair.values,
  targets: pair.of,
  classes: ['no', 'yes'],
};

const species = clouds(3, [
  { center: [-2, -1], spread: 0.7, count: 40 },
  { center: [2, -1], spread: 0.7, count: 40 },
  { center: [0, 2], spread: 0.7, count: 40 },
]);

/** 120 points of three classes around the middle. */
export const THREE_CLASSES: PointSample = {
  features: ['petal length', 'petal width'],
  target: 'species',
  totalRows: 120,
  count: 120,
  values: species.values,
  targets: species.of,
  classes: ['setosa', 'versicolor', 'virginica'],
};

const noise = normal(4);
const xs = Array.from({ length: 80 }, (_, i) => -3 + (6 * i) / 79);

/** 80 points of a noisy sine: one feature and a number to predict. */
export const SINE: PointSample = {
  features: ['time [s]'],
  target: 'signal [V]',
  totalRows: 80,
  count: 80,
  values: Float64Array.from(xs),
  targets: Float64Array.from(xs, (x) => Math.sin(x) + 0.15 * noise()),
  classes: [],
};

/** The four points of XNOR. */
export const XNOR: PointSample = {
  features: ['x1', 'x2'],
  target: 'y',
  totalRows: 4,
  count: 4,
  values: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  targets: Float64Array.of(1, 0, 0, 1),
  classes: [],
};
