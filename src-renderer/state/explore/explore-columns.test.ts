import { expect, it } from 'vitest';
import { fileDatasetSchema } from '../../../src-shared/experiment/schema';
import { exploredKey } from './explore-columns';

it('tells readings of a file apart, and not what is done with its columns', () => {
  const dataset = fileDatasetSchema.parse({ kind: 'file', path: '/lab.xlsx', features: ['a', 'b'] });
  const key = exploredKey(dataset, 1);
  expect(exploredKey({ ...dataset, source: { sheet: 'Late' } }, 1)).not.toBe(key);
  expect(exploredKey({ ...dataset, columnSettings: [{ name: 'a', type: 'number' }] }, 1)).not.toBe(key);
  expect(exploredKey({ ...dataset, columnSettings: [{ name: 'a', unit: 'kg' }] }, 1)).not.toBe(key);
  expect(exploredKey({ ...dataset, features: ['a'], target: 'b', scaling: 'minmax' }, 1)).toBe(key);
  expect(exploredKey({ ...dataset, columnSettings: [{ name: 'a', scaling: 'none' }] }, 2)).toBe(key);
});
