import { expect, it } from 'vitest';
import type { ClassRegions } from '../../../src-shared/run/live/frames';
import { OTHER_CLASS } from '../../../src-shared/dataset/explore';
import { regionAt, regionParts, regionPixels } from './region-picture';
import type { ChartTokens } from '../stage/theme';

const TOKENS = {
  surface: '#000000',
  text3: '#646464',
  palette: ['#ff0000', '#00ff00', '#0000ff'],
} as unknown as ChartTokens;

/** Three columns, two rows; x2 = 10 is the lower one. */
const REGIONS: ClassRegions = {
  x1: Float64Array.of(0, 1, 2),
  x2: Float64Array.of(10, 20),
  labels: Uint16Array.of(0, 1, 2, 2, 2, 0),
  probabilities: Float32Array.of(1, 1, 0, 1, 0.5, 1),
};

it('reads the class and its probability at the nearest grid value, and nothing outside', () => {
  expect(regionAt(REGIONS, 0, 10)).toEqual({ label: 0, probability: 1 });
  expect(regionAt(REGIONS, 1.4, 14)).toEqual({ label: 1, probability: 1 });
  expect(regionAt(REGIONS, 1.4, 16)).toEqual({ label: 2, probability: 0.5 });
  expect(regionAt(REGIONS, 2, 20)).toEqual({ label: 0, probability: 1 });
  expect(regionAt(REGIONS, 2.001, 20)).toBeNull();
  expect(regionAt(REGIONS, 1, 9)).toBeNull();
  expect(regionAt(REGIONS, NaN, 10)).toBeNull();
});

it('colours a cell by its class, the fuller the likelier, with x2 upwards', () => {
  const pixels = regionPixels(REGIONS, [0, 1, OTHER_CLASS], TOKENS);
  const at = (row: number, column: number): number[] => [
    ...pixels.subarray(4 * (3 * row + column), 4 * (3 * row + column) + 4),
  ];
  // The lower row of the plane is the last of the picture: 42 % of a colour at probability 1.
  expect(at(1, 0)).toEqual([107, 0, 0, 255]);
  expect(at(1, 1)).toEqual([0, 107, 0, 255]);
  // The third class has no colour of its own: grey, 10 % of it at probability 0, 26 % at one half.
  expect(at(1, 2)).toEqual([10, 10, 10, 255]);
  expect(at(0, 1)).toEqual([26, 26, 26, 255]);
  expect(at(0, 2)).toEqual([107, 0, 0, 255]);
});

it('tells training rows from validation rows, and those in another class’s region', () => {
  const regions = {
    x1: Float64Array.of(0, 1),
    x2: Float64Array.of(0, 1),
    labels: Uint16Array.of(0, 1, 0, 1),
    probabilities: Float32Array.of(1, 1, 1, 1),
  };
  const sample = {
    features: ['a', 'b'],
    target: 'y',
    totalRows: 4,
    count: 4,
    values: Float64Array.of(0, 0, 1, 0, 0.9, 1, 5, 5),
    targets: Float64Array.of(0, 2, NaN, 1),
    classes: ['p', 'q', 'r'],
  };
  const parts = regionParts(sample, regions, 2);
  expect(parts.map(({ isTraining }) => isTraining)).toEqual([true, true, false, false]);
  // No target, and outside: nothing is known of these.
  expect(parts.map(({ isWrong }) => isWrong)).toEqual([false, true, false, false]);
});
