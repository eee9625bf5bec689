import { expect, it } from 'vitest';
import { cutWhere } from './cut-where';

it('cuts a line where its restart changes', () => {
  const cut = cutWhere([1, 2, 3, 4], [9, 8, 9, 7], [1, 1, 2, 2]);
  expect([...cut.x]).toEqual([1, 2, 2, 3, 4]);
  expect([...cut.y]).toEqual([9, 8, NaN, 9, 7]);
  expect([...cutWhere([1], [9], [1]).y]).toEqual([9]);
});
