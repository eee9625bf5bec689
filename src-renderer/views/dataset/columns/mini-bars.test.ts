import { expect, it } from 'vitest';
import type { ColumnProfile } from '../../../../src-shared/dataset/report';
import { miniBars } from './mini-bars';

const column: ColumnProfile = {
  name: 'a',
  type: 'number',
  missing: 0,
  min: 0,
  max: 1,
  mean: 0.5,
  std: 0.1,
  distinct: 9,
  distinctAtLeast: false,
  bad: 0,
  histogram: null,
  top: [],
};

it('draws bins over the whole width, the highest as high as the picture', () => {
  const histogram = { low: 0, high: 1, counts: [1, 0, 4, 2] };
  expect(miniBars({ ...column, histogram }, 40, 20)).toEqual({
    kind: 'histogram',
    path: 'M0 15h9v5h-9zM20 0h9v20h-9zM30 10h9v10h-9z',
  });
});

it('keeps a bin of one row among millions in sight', () => {
  const histogram = { low: 0, high: 1, counts: [1_000_000, 1] };
  expect(miniBars({ ...column, histogram }, 20, 20)?.path).toContain('M10 19h9v1');
});

it('draws words apart from each other, and nothing where there is nothing', () => {
  const top = [
    { word: 'a', count: 2 },
    { word: 'b', count: 1 },
  ];
  expect(miniBars({ ...column, type: 'category', top }, 72, 20)).toEqual({
    kind: 'words',
    path: 'M0 0h12v20h-12zM14 10h12v10h-12z',
  });
  expect(miniBars(column, 72, 20)).toBeNull();
});
