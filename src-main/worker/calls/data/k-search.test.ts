import { describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { at, present } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { toTrainingData } from '../../../testing/data';
import { searchK } from './k-search';
import { helpersFor } from '../../helpers/kmeans-helpers';
import { helperFile } from '../../../testing/places';

const experiment = (model: object = {}): Experiment =>
  parseExperiment({
    schemaVersion: 1,
    name: 'elbow',
    dataset: { kind: 'generated', generator: 'blobs' },
    model: { kind: 'kmeans', ...model },
  });

const rng = new Rng(1);
const blobs = Array.from({ length: 400 }, (_, i) => [
  12 * (i % 2) + rng.normal(),
  12 * (Math.floor(i / 2) % 2) + rng.normal(),
]);

describe('searchK', () => {
  it('comes to the same with threads that help, and lets them go', async () => {
    const few = new Rng(4);
    const rows = Array.from({ length: 60_000 }, (_, i) => [4 * (i % 7) + few.normal(), few.normal()]);
    const range = { from: 34, to: 35 };
    const model = { maxIter: 3 };
    const alone = await searchK(experiment(model), toTrainingData(rows), range);
    let started = 0;
    let ended = 0;
    const spawn = present(helpersFor(2, helperFile));
    const helped = await searchK(experiment(model), toTrainingData(rows), range, {
      spawnHelpers: (task) => {
        const helpers = spawn(task);
        started++;
        return {
          end() {
            ended++;
            helpers.end();
          },
        };
      },
    });
    expect(helped).toEqual(alone);
    expect([started, ended]).toEqual([2, 2]);
  });

  it('finds the four clouds by every measure', async () => {
    const parts: number[] = [];
    const elbow = await searchK(
      experiment(),
      toTrainingData(blobs),
      { from: 1, to: 8 },
      {
        onPart: ({ done, of }) => parts.push(done / of),
      },
    );
    expect(elbow.points.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(elbow).toMatchObject({ rows: 400, silhouetteRows: 400, nInit: 5, distinctRows: null, knee: 4 });
    const best = (score: (point: (typeof elbow.points)[number]) => number): number =>
      elbow.points.reduce((a, b) => (score(b) > score(a) ? b : a)).k;
    expect(best((point) => point.silhouette ?? -1)).toBe(4);
    expect(best((point) => point.calinskiHarabasz ?? 0)).toBe(4);
    expect(best((point) => -(point.daviesBouldin ?? Infinity))).toBe(4);
    expect(elbow.points[0]).toMatchObject({ silhouette: null, calinskiHarabasz: null, daviesBouldin: null });
    for (let i = 1; i < 8; i++)
      expect(at(elbow.points, i).inertia).toBeLessThan(at(elbow.points, i - 1).inertia);
    expect(at(elbow.points, 3).meanSquaredDistance).toBeCloseTo(at(elbow.points, 3).inertia / 400, 12);
    expect([...parts].sort((a, b) => a - b)).toEqual(parts);
    expect(parts[parts.length - 1]).toBe(1);
  });

  it('goes no further than there are different rows', async () => {
    const rows = [[1], [1], [2], [5], [5], [5]];
    const elbow = await searchK(experiment(), toTrainingData(rows), { from: 1, to: 10 });
    expect(elbow.points.map(({ k }) => k)).toEqual([1, 2, 3]);
    expect(elbow.distinctRows).toBe(3);
    expect(at(elbow.points, 2).inertia).toBe(0);
    await expect(searchK(experiment(), toTrainingData(rows), { from: 4, to: 10 })).rejects.toMatchObject({
      info: { kind: 'invalid-data', message: expect.stringContaining('only 3 distinct rows') as string },
    });
  });

  it('takes its starts from the experiment, and leaves rows that were chosen for one k', async () => {
    const chosen = experiment({ nClusters: 2, init: 'rows', initRows: [1, 2], nInit: 7 });
    const elbow = await searchK(chosen, toTrainingData(blobs), { from: 3, to: 4 });
    expect(elbow.nInit).toBe(7);
    const free = await searchK(experiment({ nInit: 7 }), toTrainingData(blobs), { from: 3, to: 4 });
    expect(elbow.points).toEqual(free.points);
  });

  it('leaves the validation rows out', async () => {
    const elbow = await searchK(experiment(), toTrainingData([[0], [2], [1000]], null, 2), {
      from: 1,
      to: 2,
    });
    expect(elbow.points.map(({ inertia }) => inertia)).toEqual([2, 0]);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const answer = searchK(
      experiment(),
      toTrainingData(blobs),
      { from: 1, to: 8 },
      {
        signal: controller.signal,
        onPart: ({ done }) => {
          if (done === 3) controller.abort();
        },
      },
    );
    await expect(answer).rejects.toMatchObject({ info: { kind: 'conflict' } });
  });
});
