import { expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { hasTellingPair, informativeFeatures } from './informative-features';

function sample(
  columns: readonly (readonly number[])[],
  targets: readonly number[] | null,
  classes: readonly string[] = [],
): PointSample {
  const count = columns[0]?.length ?? 0;
  const width = columns.length;
  return {
    features: columns.map((_, j) => `x${j}`),
    target: targets === null ? null : 'y',
    totalRows: count,
    count,
    values: Float64Array.from({ length: count * width }, (_, i) =>
      at(at(columns, i % width), Math.floor(i / width)),
    ),
    targets: Float64Array.from(targets ?? []),
    classes: [...classes],
  };
}
const n = 40;
const rows = Array.from({ length: n }, (_, i) => i);
const wave = rows.map((i) => Math.sin(1.7 * i));
const dummy = rows.map((i) => i % 2);
const constant = rows.map(() => 3);

it('takes the features that explain a number, the second beside the first', () => {
  const y = rows.map((i) => 3 * i + 20 * at(wave, i));
  const copy = rows.map((i) => i + 0.01 * at(wave, i));
  expect(informativeFeatures(sample([dummy, constant, rows, copy, wave], y))).toEqual([3, 4]);
});

it('takes the features that tell classes apart before inputs of 0 and 1', () => {
  const classes = rows.map((i) => Number(i >= 20));
  const shifted = wave.map((value, i) => value + 5 * at(classes, i));
  expect(informativeFeatures(sample([classes, wave, shifted, constant], classes, ['a', 'b']))).toEqual([
    2, 1,
  ]);
});

it('takes the first two of many values where there is no target', () => {
  expect(informativeFeatures(sample([dummy, constant, rows, dummy, wave, rows], null))).toEqual([2, 4]);
  expect(informativeFeatures(sample([dummy, constant, dummy], null))).toEqual([0, 2]);
});

it('looks at some rows of a wide sample, and finds the same two features', () => {
  const many = Array.from({ length: 5000 }, (_, i) => i);
  const classes = many.map((i) => i % 20);
  // Multiplying by a large number and taking what is past the point: no pattern that a test could lean on.
  const noise = (column: number) => many.map((i) => (((i + 1) * (column + 3) * 0.754877666) % 1) - 0.5);
  const columns = Array.from({ length: 120 }, (_, column) => noise(column));
  columns[71] = noise(71).map((value, i) => at(classes, i) + value);
  columns[33] = noise(33).map((value, i) => (at(classes, i) % 5) + value);
  const names = Array.from({ length: 20 }, (_, c) => `kind ${c}`);
  expect(informativeFeatures(sample(columns, classes, names))).toEqual([71, 33]);
});

it('leaves two unscaled features', () => {
  expect(informativeFeatures(sample([constant, rows], rows))).toEqual([0, 1]);
  expect(informativeFeatures(sample([rows], rows))).toEqual([0, 1]);
});

it('finds no telling pair where all but one are dummies', () => {
  expect(hasTellingPair(sample([dummy, rows, constant, wave], null))).toBe(true);
  expect(hasTellingPair(sample([dummy, rows, constant, dummy], null))).toBe(false);
  expect(hasTellingPair(sample([rows], null))).toBe(false);
});
