import { expect, it } from 'vitest';
import { Rng } from '../../../algorithms/numeric/rng';
import { RowTiles } from './row-tiles';

it.each([
  [1, 1],
  [3, 16],
  [256, 17],
  [700, 40],
])('lays %i rows of %i columns out as one value after another would be', (rows, width) => {
  const rng = new Rng(rows + width);
  const columns = Array.from({ length: width }, (_, at) => ({
    values: Float64Array.from({ length: rows }, () => rng.normal() * 1e3),
    at: width - 1 - at,
    offset: rng.normal(),
    scale: 1 + rng.uniform(),
  }));
  // A column that nobody adds keeps what it has.
  const features = new Float64Array(rows * (width + 1)).fill(7);
  const tiles = new RowTiles(features, width + 1);
  for (const column of columns) tiles.add(column);
  tiles.flush();
  const expected = new Float64Array(rows * (width + 1)).fill(7);
  for (const { values, at, offset, scale } of columns) {
    values.forEach((value, row) => (expected[row * (width + 1) + at] = (value - offset) / scale));
  }
  expect(features).toEqual(expected);
});
