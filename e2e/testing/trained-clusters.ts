import type { RunRecord } from '../../src-shared/run/record/record';
import { expect, type Benchtop } from './fixtures';

/** Trains k-means with some numbers of clusters; the ids in that order. */
export async function trainClusters(benchtop: Benchtop, ...ks: number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const k of ks) {
    const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
      experiment: {
        schemaVersion: 1,
        name: `${k} clusters`,
        dataset: { kind: 'generated', generator: 'blobs' },
        model: { kind: 'kmeans', nClusters: k },
      },
      speed: null,
    });
    ids.push(record.id);
  }
  for (const id of ids) await expect.poll(() => benchtop.readStatus(id)).toBe('finished');
  return ids;
}
