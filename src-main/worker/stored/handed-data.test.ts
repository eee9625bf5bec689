import { appendFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { loadDataset } from '../../dataset';
import { DataFolder, kmeans } from '../../testing/files/data-folder';
import { handedKey, handOn, takeHanded } from './handed-data';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

it('data that was checked is handed on once, and only for the same data, read alike, from the same bytes', async () => {
  const path = folder.file('a,b\n1,2\n3,5\n');
  const request = { dataset: folder.spec(path), seed: 1, model: kmeans, readFrom: null };
  const loaded = await loadDataset(request.dataset, { seed: 1, model: kmeans });
  const keep = (): void => {
    handOn(handedKey(request), loaded);
  };
  keep();
  expect(takeHanded({ ...request })).toBe(loaded);
  expect(takeHanded(request)).toBeNull();
  const others = [
    { ...request, seed: 2 },
    { ...request, dataset: folder.spec(path, { scaling: 'minmax' }) },
    { ...request, readFrom: [folder.file('a,b\n1,2\n3,5\n')] },
  ];
  for (const other of others) {
    keep();
    expect(takeHanded(other)).toBeNull();
  }
  keep();
  appendFileSync(path, '4,7\n');
  expect(takeHanded(request)).toBeNull();
});
