import { expect, it } from 'vitest';
import { partsAfter } from './date-parts';

it('keeps the order of the schema, and no choice for the days elapsed alone', () => {
  expect(partsAfter(['elapsed'], 'year', true)).toEqual(['year', 'elapsed']);
  expect(partsAfter(['year', 'elapsed'], 'month', true)).toEqual(['year', 'month', 'elapsed']);
  expect(partsAfter(['year', 'month', 'elapsed'], 'elapsed', false)).toEqual(['year', 'month']);
  expect(partsAfter(['year', 'elapsed'], 'year', false)).toBeUndefined();
  expect(partsAfter(['year'], 'year', false)).toBeUndefined();
});
