import { describe, expect, it } from 'vitest';
import { kmeansSchema, type KMeansSpec } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { toTrainingData, drain, last, trainingSpec } from '../../testing/data';
import { createTypedTrainer } from '../models/create-trainer';
import { meanVariance, trainingPoints } from './math';
import { chosenCenters } from './start/chosen-rows';
import { Rng } from '../numeric/rng';
import type { TrainerOptions } from '../contract/trainer';
import type { ModelState } from '../contract/state';

const kmeans = (change: Partial<KMeansSpec> = {}): KMeansSpec =>
  kmeansSchema.parse({ kind: 'kmeans', nClusters: 4, tol: 0, ...change });

/** Four clouds of standard deviation 0.5 around the corners of a square of side 10. */
const blobs = (rows: number, seed: number): number[][] => {
  const rng = new Rng(seed);
  return Array.from({ length: rows }, (_, i) => [
    10 * (i % 2) + 0.5 * rng.normal(),
    10 * (Math.floor(i / 2) % 2) + 0.5 * rng.normal(),
  ]);
};

const makeOptions = (model: KMeansSpec, rows: readonly (readonly number[])[]): TrainerOptions => ({
  model,
  training: trainingSpec(),
  seed: 3,
  data: toTrainingData(rows),
  resume: null,
});

const readResult = (trainer: ReturnType<typeof createTypedTrainer>) => {
  const result = trainer.result();
  if (result.kind !== 'kmeans') throw new Error('not k-means');
  return result;
};

describe('restarts', () => {
  const rng = new Rng(12);
  const noise = Array.from({ length: 120 }, () => [rng.uniform(), rng.uniform()]);

  it('keeps how each start ended, and which one is the result', async () => {
    const trainer = createTypedTrainer(
      makeOptions(kmeans({ nClusters: 6, nInit: 8, init: 'random' }), noise),
    );
    const reports = await drain(trainer);
    const { starts, bestStart } = readResult(trainer);
    expect(starts).toHaveLength(8);
    const lowest = Math.min(...starts.map(({ inertia }) => inertia));
    expect(starts[present(bestStart) - 1].inertia).toBe(lowest);
    expect(last(reports, 'inertia')).toBe(lowest);
    expect(starts.reduce((sum, { nIter }) => sum + nIter, 0)).toBe(reports.length);
    // Every start but the last ends its part of the log on its own figures.
    for (let start = 1; start < 8; start++) {
      const own = reports.filter(
        ({ history }) => history?.[0] === start && reports[reports.length - 1]?.history !== history,
      );
      expect(present(own[own.length - 1].metrics)['inertia']).toBe(starts[start - 1].inertia);
    }
  });

  it('writes the centres that each start was drawn with, in front of its first round', async () => {
    const trainer = createTypedTrainer(makeOptions(kmeans({ nClusters: 3, nInit: 3 }), noise));
    const reports = await drain(trainer);
    const begun = reports.filter(({ start }) => start !== undefined);
    expect(begun.map(({ start }) => present(start)[0])).toEqual([1, 2, 3]);
    expect(begun.map(({ metrics }) => present(metrics)['nIter'])).toEqual([1, 1, 1]);
    // A drawn centre is a row of the data.
    const isRow = (x: number, y: number): boolean => noise.some(([a, b]) => a === x && b === y);
    for (const { start } of begun) {
      for (let c = 0; c < 3; c++)
        expect(isRow(present(start)[1 + 2 * c], present(start)[2 + 2 * c])).toBe(true);
    }
  });

  it('resumes with the ends of the starts so far', async () => {
    const options = makeOptions(kmeans({ nClusters: 6, nInit: 5, init: 'random' }), noise);
    const whole = createTypedTrainer(options);
    const reports = await drain(whole);
    for (const at of [1, reports.length >> 1, reports.length - 1]) {
      const first = createTypedTrainer(options);
      await drain(first, at);
      const second = createTypedTrainer({
        ...options,
        resume: JSON.parse(JSON.stringify(first.state(), typed), untyped) as ModelState,
      });
      await drain(second);
      expect(second.result()).toEqual(whole.result());
    }
  });
});

describe('chosen rows', () => {
  const rows = [
    [0, 0],
    [1, 0],
    [9, 9],
    [9, 8],
    [0, 0],
  ];
  const model = kmeans({ nClusters: 2, init: 'rows', initRows: [12, 30], nInit: 5 });
  const numbers = [10, 11, 12, 20, 30];

  it('starts on them, once', async () => {
    const data = toTrainingData(rows);
    const initialCenters = present(chosenCenters(model, data, numbers));
    expect([...initialCenters]).toEqual([9, 9, 0, 0]);
    const trainer = createTypedTrainer({ ...makeOptions(model, rows), initialCenters });
    const reports = await drain(trainer);
    expect(reports[0].start).toEqual([1, 9, 9, 0, 0]);
    expect(readResult(trainer).starts).toHaveLength(1);
    expect(readResult(trainer).clusterCenters[0]).toEqual([9, 8.5]);
  });

  it('refuses rows that are not trained on, or alike', () => {
    expect(() =>
      chosenCenters(
        kmeans({ nClusters: 2, init: 'rows', initRows: [10, 13] }),
        toTrainingData(rows),
        numbers,
      ),
    ).toThrow('Row 13, chosen to start on, is not among the rows trained on');
    expect(() => chosenCenters(model, toTrainingData(rows, null, 4), numbers)).toThrow('Row 30');
    expect(() =>
      chosenCenters(
        kmeans({ nClusters: 2, init: 'rows', initRows: [10, 30] }),
        toTrainingData(rows),
        numbers,
      ),
    ).toThrow('Rows 10 and 30, chosen to start on, hold the same values');
  });

  it('are as many as there are clusters, each once, in the experiment', () => {
    const problem = (change: object): string | undefined =>
      kmeansSchema.safeParse({ kind: 'kmeans', nClusters: 2, init: 'rows', ...change }).error?.issues[0]
        ?.message;
    expect(problem({})).toBe('Choose as many rows as there are clusters: 2, not 0.');
    expect(problem({ initRows: [4, 4] })).toBe(
      'Row 4 is chosen twice: each centre starts on a row of its own.',
    );
    expect(problem({ initRows: [4, 5] })).toBeUndefined();
    expect(problem({ init: 'random', initRows: [4] })).toBeUndefined();
  });
});

describe('tolerance on the centres', () => {
  it('stops once they move by at most tol x mean variance, as scikit-learn does', async () => {
    const rng = new Rng(5);
    const noise = Array.from({ length: 400 }, () => [rng.normal(), 3 * rng.normal()]);
    const data = toTrainingData(noise);
    const least = 1e-3 * meanVariance(trainingPoints(data));
    const trainer = createTypedTrainer({
      ...makeOptions(kmeans({ nClusters: 5, tol: 1e-3, tolOn: 'centers' }), noise),
      data,
    });
    const reports = await drain(trainer);
    const moves = reports.map(({ history, start }, i) => {
      const before = start ?? present(reports[i - 1].history);
      return present(history).reduce((sum, value, j) => (j === 0 ? 0 : sum + (value - before[j]) ** 2), 0);
    });
    expect(moves.length).toBeGreaterThan(3);
    expect(moves.slice(0, -1).every((move) => move > least)).toBe(true);
    expect(moves[moves.length - 1]).toBeLessThanOrEqual(least);
  });

  it('knows the mean variance', () => {
    const data = toTrainingData([
      [1, 0],
      [3, 0],
      [5, 6],
    ]);
    // Variances 8/3 and 8.
    expect(meanVariance(trainingPoints(data))).toBeCloseTo((8 / 3 + 8) / 2, 12);
  });
});

describe('an empty cluster', () => {
  it('is moved to the farthest row, and counted', async () => {
    const rows = [
      [0, 0],
      [0, 2],
      [10, 0],
      [10, 2],
    ];
    const trainer = createTypedTrainer({
      ...makeOptions(kmeans({ nClusters: 3 }), rows),
      initialCenters: Float64Array.of(0, 1, 10, 1, 1000, 1000),
    });
    await drain(trainer);
    expect(readResult(trainer).relocated).toBe(1);
    expect(Math.min(...readResult(trainer).clusterSizes)).toBeGreaterThan(0);
  });
});

describe('mini-batches', () => {
  const rows = blobs(4000, 1);
  const model = kmeans({ batchSize: 100, nInit: 3 });

  it('comes within a percent of the inertia over all rows', async () => {
    const whole = last(await drain(createTypedTrainer(makeOptions(kmeans({ nInit: 3 }), rows))), 'inertia');
    const trainer = createTypedTrainer(makeOptions(model, rows));
    const reports = await drain(trainer);
    expect(last(reports, 'inertia')).toBeGreaterThanOrEqual(whole * (1 - 1e-12));
    expect(last(reports, 'inertia')).toBeLessThan(1.01 * whole);
    const result = readResult(trainer);
    expect(result.clusterSizes.reduce((a, b) => a + b)).toBe(4000);
    expect([...result.clusterSizes].sort()).toEqual([1000, 1000, 1000, 1000]);
    // The first round of each start, each tenth, and its last.
    expect(
      reports
        .filter(({ metrics }) => metrics !== null)
        .every(
          ({ metrics }, i, all) =>
            i === all.length - 1 ||
            present(metrics)['nIter'] % 10 === 0 ||
            result.starts.some(({ nIter }) => nIter === present(metrics)['nIter']),
        ),
    ).toBe(true);
    expect(reports.filter(({ history }) => history !== null).length).toBeGreaterThan(3);
  });

  it('ends after the passes it was given', async () => {
    const trainer = createTypedTrainer(
      makeOptions(kmeans({ batchSize: 100, maxIter: 1, maxNoImprovement: 1000 }), rows),
    );
    expect(trainer.totalSteps).toBe(40);
    await drain(trainer);
    expect(trainer.state().step).toBe(40);
  });

  it('goes on from any step as if never stopped', async () => {
    const options = makeOptions(model, rows);
    const whole = createTypedTrainer(options);
    const reports = await drain(whole);
    for (const at of [1, 2, Math.floor(reports.length / 2), reports.length - 1]) {
      const first = createTypedTrainer(options);
      await drain(first, at);
      const second = createTypedTrainer({ ...options, resume: first.state() });
      await drain(second);
      expect(second.result()).toEqual(whole.result());
      expect(second.state()).toEqual(whole.state());
    }
  });

  it('moves a centre that got no rows to one of the batch, and says so', async () => {
    const initialCenters = Float64Array.of(0, 0, 10, 0, 0, 10, 1e6, 1e6);
    const options = makeOptions(kmeans({ batchSize: 200, maxNoImprovement: 50 }), rows);
    const trainer = createTypedTrainer({ ...options, initialCenters });
    await drain(trainer);
    expect(readResult(trainer).relocated).toBeGreaterThan(0);
    expect([...readResult(trainer).clusterSizes].sort()).toEqual([1000, 1000, 1000, 1000]);
    const never = createTypedTrainer({
      ...options,
      model: { ...kmeans({ batchSize: 200, reassignmentRatio: 0 }) },
      initialCenters,
    });
    await drain(never);
    expect(readResult(never).relocated).toBe(0);
    expect(Math.min(...readResult(never).clusterSizes)).toBe(0);
  });

  it('draws no row of weight 0 into a centre', async () => {
    const weights = rows.map((_, i) => (i % 4 === 3 ? 0 : 1));
    const data = toTrainingData(rows, null, rows.length, weights);
    const trainer = createTypedTrainer({
      ...makeOptions(kmeans({ nClusters: 3, batchSize: 100 }), rows),
      data,
    });
    await drain(trainer);
    const near = readResult(trainer).clusterCenters.map(([x, y]) =>
      [Math.round(x / 10), Math.round(y / 10)].join(),
    );
    expect(near.sort()).toEqual(['0,0', '0,1', '1,0']);
  });
});

/** Typed arrays through JSON, as a checkpoint's values go through bytes. */
function typed(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value)
    ? { typed: [...(value as Float64Array)], whole: value instanceof Int32Array }
    : value;
}

function untyped(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('typed' in value)) return value;
  const { typed: numbers, whole } = value as unknown as { typed: number[]; whole: boolean };
  return whole ? Int32Array.from(numbers) : Float64Array.from(numbers);
}
