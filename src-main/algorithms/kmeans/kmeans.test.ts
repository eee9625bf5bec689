import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KMeansSpec } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { toTrainingData, drain, hasSharedData, last, sharedData, trainingSpec } from '../../testing/data';
import { createTypedTrainer } from '../models/create-trainer';
import { squaredDistances } from './distances';
import { squaredDistance, updateCenters } from './math';
import { ownSeeding, plainSeeds } from './start/seed-passes';
import { plusPlusCenters, randomCenters } from './start/seeding';
import { Rng } from '../numeric/rng';
import type { TrainerOptions } from '../contract/trainer';

const kmeans = (change: Partial<KMeansSpec> = {}): KMeansSpec => ({
  kind: 'kmeans',
  nClusters: 2,
  init: 'k-means++',
  nInit: 1,
  maxIter: 300,
  tol: 1e-4,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
  ...change,
});

describe('k-means', () => {
  const corners = [
    [0, 0],
    [0, 2],
    [10, 0],
    [10, 2],
  ];

  it('finds the centres of two pairs', async () => {
    const trainer = createTypedTrainer({
      model: kmeans({ nInit: 5 }),
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData(corners),
      resume: null,
    });
    const reports = await drain(trainer);
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(result.clusterCenters.map((center) => center.join(',')).sort()).toEqual(['0,1', '10,1']);
    expect(result.clusterSizes).toEqual([2, 2]);
    expect(last(reports, 'inertia')).toBe(4);
    expect(last(reports, 'meanSquaredDistance')).toBe(1);
  });

  it('adds up the distances to all centres as the distance to one', () => {
    const rng = new Rng(4);
    for (const [k, width] of [
      [1, 3],
      [4, 1],
      [7, 5],
      [10, 60],
    ] as const) {
      const points = { values: Float64Array.from({ length: 3 * width }, () => rng.normal()), width };
      const centers = Float64Array.from({ length: k * width }, () => rng.normal());
      const distances = new Float64Array(k);
      squaredDistances(points, 2, centers, distances);
      expect([...distances]).toEqual(
        Array.from({ length: k }, (_, c) => squaredDistance(points, 2, centers, c)),
      );
    }
  });

  it('never lets J grow within a start, and counts every row', async () => {
    const rng = new Rng(9);
    const rows = Array.from({ length: 300 }, () => [rng.normal(), rng.normal(), rng.normal()]);
    const trainer = createTypedTrainer({
      model: kmeans({ nClusters: 7, nInit: 3, tol: 0 }),
      training: trainingSpec(),
      seed: 2,
      data: toTrainingData(rows),
      resume: null,
    });
    const reports = await drain(trainer);
    for (const restart of [1, 2, 3]) {
      const inertia = reports
        .slice(0, -1)
        .filter(({ history }) => history?.[0] === restart)
        .map(({ metrics }) => present(metrics)['inertia']);
      inertia.forEach((value, i) => {
        expect(value).toBeLessThanOrEqual((inertia[i - 1] ?? Infinity) + 1e-9);
      });
    }
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(result.clusterSizes.reduce((a, b) => a + b)).toBe(300);
    expect(Math.min(...result.clusterSizes)).toBeGreaterThan(0);
  });

  it('fills an empty cluster with the farthest row', async () => {
    const options: TrainerOptions = {
      model: kmeans({ nClusters: 3, tol: 0 }),
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData(corners),
      resume: null,
      initialCenters: Float64Array.of(0, 1, 10, 1, 1000, 1000),
    };
    const trainer = createTypedTrainer(options);
    await drain(trainer);
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(Math.min(...result.clusterSizes)).toBeGreaterThan(0);
    expect(result.clusterSizes.reduce((a, b) => a + b)).toBe(4);
  });

  it('runs the fixed number of rounds with tol 0, or stops when nothing moves', async () => {
    const trainer = createTypedTrainer({
      model: kmeans({ maxIter: 1, tol: 0 }),
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData(corners),
      resume: null,
    });
    expect(await drain(trainer)).toHaveLength(1);
  });

  it('refuses more clusters than distinct rows', () => {
    const data = toTrainingData([
      [1, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(() =>
      createTypedTrainer({
        model: kmeans({ nClusters: 3 }),
        training: trainingSpec(),
        seed: 1,
        data,
        resume: null,
      }),
    ).toThrow('k = 3, but the data has only 2 distinct rows: choose at most 2 clusters.');
  });

  it('leaves a row that is alone in its cluster there when another cluster is empty', () => {
    const points = { values: Float64Array.of(5, 10, 10.1, 9.9), rows: 4, width: 1, weights: null };
    const labels = Int32Array.of(0, 1, 1, 1);
    const centers = Float64Array.of(-5, 10, 1000);
    const sizes = new Int32Array(3);
    updateCenters(points, labels, Float64Array.of(100, 0, 0.01, 0.01), centers, sizes);
    expect([...sizes]).toEqual([1, 2, 1]);
    expect(centers[0]).toBe(5);
    expect(centers[1]).toBeCloseTo(9.95, 12);
    expect(centers[2]).toBe(10.1);
  });

  it('starts k-means++ in each of three far groups, where a random start often does not', () => {
    const groups = Float64Array.from({ length: 60 }, (_, i) => 1000 * Math.floor(i / 20) + (i % 20) / 20);
    const points = { values: groups, rows: 60, width: 1, weights: null };
    const groupsHit = (centers: Float64Array): number =>
      new Set([...centers].map((value) => Math.floor(value / 1000))).size;
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    expect(seeds.filter((seed) => groupsHit(plusPlusCenters(points, 3, new Rng(seed))) < 3)).toEqual([]);
    const missed = seeds.filter((seed) => groupsHit(randomCenters(points, 3, new Rng(seed))) < 3);
    expect(missed.length).toBeGreaterThan(15);
  });

  it('weighs the rows of k-means++ by their squared distance', () => {
    // From 0, the rows 1 and 3 stand at 1 : 9; from 1 and from 3 likewise by their own distances.
    const points = { values: Float64Array.of(0, 1, 3), rows: 3, width: 1, weights: null };
    // Greedy, of two draws the far one wins: it is missed only where both draws are the near one.
    for (const [tries, share] of [
      [1, 0.9],
      [2, 0.99],
    ] as const) {
      let fromZero = 0;
      let far = 0;
      for (let seed = 0; seed < 6000; seed++) {
        const [first, second] = plusPlusCenters(
          points,
          2,
          new Rng(seed),
          ownSeeding(plainSeeds(points, tries)),
        );
        if (first !== 0) continue;
        fromZero++;
        if (second === 3) far++;
      }
      const tolerance = 4 * Math.sqrt((share * (1 - share)) / fromZero);
      expect(Math.abs(far / fromZero - share)).toBeLessThan(tolerance);
    }
  });

  it('keeps the best of its starts, and ends the log on it', async () => {
    const rng = new Rng(12);
    const data = toTrainingData(Array.from({ length: 120 }, () => [rng.uniform(), rng.uniform()]));
    const options = {
      model: kmeans({ nClusters: 6, nInit: 8, init: 'random' as const, tol: 0 }),
      training: trainingSpec(),
      seed: 5,
      data,
      resume: null,
    };
    const trainer = createTypedTrainer(options);
    const reports = await drain(trainer);
    const finals = new Map<number, number>();
    for (const { history, metrics } of reports.slice(0, -1))
      finals.set(present(history)[0], present(metrics)['inertia']);
    expect(finals.size).toBeGreaterThanOrEqual(7);
    const best = last(reports, 'inertia');
    for (const inertia of finals.values()) expect(best).toBeLessThanOrEqual(inertia);
    expect(best).toBeLessThan(Math.max(...finals.values()));
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(present(reports[reports.length - 1].history).slice(1)).toEqual(result.clusterCenters.flat());
    expect(computeInertia(data.features, 2, result.clusterCenters)).toBeCloseTo(best, 10);
  });

  it('writes its centres in raw units', async () => {
    const scaled = {
      ...toTrainingData([[-1], [-0.5], [0.5], [1]]),
      scaler: { kind: 'standard' as const, offset: [100], scale: [10] },
    };
    const trainer = createTypedTrainer({
      model: kmeans({ nInit: 3 }),
      training: trainingSpec(),
      seed: 1,
      data: scaled,
      resume: null,
    });
    const reports = await drain(trainer);
    expect(trainer.historyColumns).toEqual(['restart', 'c0.x1', 'c1.x1']);
    expect(
      [...present(reports[reports.length - 1].history).slice(1)]
        .sort((a, b) => a - b)
        .map((x) => x.toFixed(6)),
    ).toEqual(['92.500000', '107.500000']);
    // J itself is measured in the space that the model saw.
    expect(last(reports, 'meanSquaredDistance')).toBeCloseTo(0.0625, 12);
  });

  it('leaves validation rows out', async () => {
    const trainer = createTypedTrainer({
      model: kmeans({ nClusters: 1 }),
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData([[1], [3], [1000]], null, 2),
      resume: null,
    });
    await drain(trainer);
    expect(trainer.result()).toMatchObject({ clusterCenters: [[2]], clusterSizes: [2] });
  });

  it.skipIf(!hasSharedData)('meets the published figures (skipped without ../shared)', async () => {
    const table = (name: string, delimiter: RegExp, header: boolean): number[][] =>
      readFileSync(join(sharedData, name), 'utf8')
        .replace('\ufeff', '')
        .split(/\r?\n/)
        .slice(header ? 1 : 0)
        .filter((line) => line.trim() !== '')
        .map((line) => line.trim().split(delimiter).slice(1).map(Number));
    const run = async (rows: number[][]): ReturnType<typeof drain> =>
      drain(
        createTypedTrainer({
          model: kmeans({ nClusters: 4, nInit: 10 }),
          training: trainingSpec(),
          seed: 1,
          data: toTrainingData(rows),
          resume: null,
        }),
      );
    const few = table('hw-data.txt', /\s+/, false);
    expect(few).toHaveLength(200);
    expect(last(await run(few), 'inertia')).toBeLessThanOrEqual(3600);
    const many = table('socr-height-weight-25000.csv', /,/, true);
    expect(many).toHaveLength(25000);
    expect(last(await run(many), 'meanSquaredDistance')).toBeLessThanOrEqual(18.96);
  });
});

/** Straight from the definition. */
function computeInertia(
  values: Float64Array,
  width: number,
  centers: readonly (readonly number[])[],
): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += width) {
    const distances = centers.map((center) =>
      center.reduce((total, c, j) => total + (values[at + j] - c) ** 2, 0),
    );
    sum += Math.min(...distances);
  }
  return sum;
}
