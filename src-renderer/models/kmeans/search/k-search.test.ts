import { describe, expect, it } from 'vitest';
import { fail } from '../../../../src-shared/errors';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import type { Elbow } from '../../../../src-shared/models/kmeans/clusters';
import { at } from '../../../../src-shared/present';
import type { Stability } from '../../../../src-shared/models/kmeans/stability';
import { bestScores, namedClusters, stabilityRows } from './k-search-text';
import { parseRows } from '../form/init-rows';
import { rangeProblem, searchElbow, searchStability, withClusters } from './k-search.svelte';
import { FakeApi, settled } from '../../../testing/fake-api';

const experiment = (model: object = {}): Experiment =>
  parseExperiment({
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'generated', generator: 'blobs' },
    model: { kind: 'kmeans', ...model },
  });

const elbow: Elbow = {
  points: [
    {
      k: 1,
      inertia: 9,
      meanSquaredDistance: 3,
      silhouette: null,
      calinskiHarabasz: null,
      daviesBouldin: null,
    },
    { k: 2, inertia: 4, meanSquaredDistance: 1, silhouette: -0.2, calinskiHarabasz: 5, daviesBouldin: 2 },
    { k: 3, inertia: 1, meanSquaredDistance: 0.3, silhouette: -0.1, calinskiHarabasz: 5, daviesBouldin: 1 },
  ],
  knee: 2,
  rows: 3,
  silhouetteRows: 3,
  nInit: 5,
  distinctRows: null,
};

describe('ElbowSearch', () => {
  it('keeps the last answer, tells how far the next is, and is cancelled when it ends', async () => {
    const fake = new FakeApi();
    const answers: ((value: Elbow) => void)[] = [];
    fake.answer('datasetsElbow', () => new Promise<Elbow>((resolve) => answers.push(resolve)));
    fake.answer('datasetsCancel', () => null);
    const search = searchElbow(fake.api);
    const end = search.start();
    void search.ask(experiment(), 1, 3);
    expect(search).toMatchObject({ busy: true, isReading: true, share: null, answer: null });
    const progress = { task: 'elbow', bytes: 0, totalBytes: 0, rows: 3 };
    fake.push('dataset.progress', { ...progress, task: 'other', part: { done: 3, of: 4 } });
    expect(search.share).toBeNull();
    fake.push('dataset.progress', { ...progress, part: { done: 1, of: 4 } });
    expect(search).toMatchObject({ isReading: false, share: 0.25 });
    at(answers, 0)(elbow);
    await settled();
    expect(search).toMatchObject({ busy: false, answer: elbow });
    void search.ask(experiment(), 1, 4);
    expect(search.answer).toBe(elbow);
    end();
    expect(fake.called('datasetsCancel')).toBe(1);
    at(answers, 1)({ ...elbow, rows: 99 });
    await settled();
    expect(search.answer).toBe(elbow);
  });

  it('shows why there is no answer', async () => {
    const fake = new FakeApi();
    fake.answer('datasetsElbow', () => {
      throw fail('invalid-data', 'The data has only 3 distinct rows.');
    });
    const search = searchElbow(fake.api);
    await search.ask(experiment(), 4, 9);
    expect(search).toMatchObject({ busy: false, error: { message: 'The data has only 3 distinct rows.' } });
  });
});

const stability: Stability = {
  points: [
    { k: 2, ari: { mean: 0.9, sd: 0.1 }, predictionStrength: { mean: 0.97, error: 0.01 }, gap: null },
    { k: 3, ari: { mean: 0.4, sd: 0.2 }, predictionStrength: null, gap: { value: 0.3, error: 0.05 } },
  ],
  gapK: 3,
  strengthK: 2,
  rows: 100,
  allRows: 200,
  resamples: 20,
  halves: 10,
  references: 20,
};

describe('how sure clusters are', () => {
  it('is asked for the same range, as a task of its own', async () => {
    const fake = new FakeApi();
    fake.answer('datasetsStability', () => stability);
    const search = searchStability(fake.api);
    await search.ask(experiment(), 2, 3);
    expect(search.answer).toEqual(stability);
    expect(at(fake.calls, 0)).toMatchObject({
      method: 'datasetsStability',
      request: { from: 2, to: 3, task: 'stability' },
    });
  });

  it('says which k the two rules name, and that they need not agree', () => {
    expect(namedClusters({ gapK: 3, strengthK: 3 })).toBe('Both name k = 3.');
    expect(namedClusters({ gapK: 3, strengthK: 2 })).toBe(
      'The gap statistic names k = 3, prediction strength k = 2: a k that only one names is a guess.',
    );
    expect(namedClusters({ gapK: null, strengthK: 2 })).toBe(
      'Prediction strength names k = 2; the gap statistic names none of this range.',
    );
    expect(namedClusters({ gapK: 4, strengthK: null })).toBe(
      'The gap statistic names k = 4; prediction strength stays below 0.8 for every k.',
    );
    expect(namedClusters({ gapK: null, strengthK: null })).toBe(
      'Neither names a k of this range: the rows may have no clusters.',
    );
  });

  it('says which rows it is of', () => {
    expect(stabilityRows(stability)).toContain('100 of 200 training rows');
    expect(stabilityRows({ ...stability, allRows: 100 })).toContain('Of 100 training rows');
  });
});

describe('a range of k', () => {
  it('is of whole numbers, ascending, and not too long', () => {
    expect(rangeProblem(1, 10)).toBeNull();
    expect(rangeProblem(5, 5)).toBeNull();
    expect(rangeProblem(0, 10)).toBe('Both ends are whole numbers from 1 to 1000.');
    expect(rangeProblem(1.5, 10)).toBe('Both ends are whole numbers from 1 to 1000.');
    expect(rangeProblem(NaN, 10)).toBe('Both ends are whole numbers from 1 to 1000.');
    expect(rangeProblem(10, 1)).toBe('The range starts above its end.');
    expect(rangeProblem(1, 100)).toBeNull();
    expect(rangeProblem(1, 101)).toBe('A range of at most 100 values.');
  });

  it('has a best k by each score, the first of equal ones', () => {
    expect(bestScores(elbow)).toEqual({ silhouette: 3, calinskiHarabasz: 2, daviesBouldin: 3 });
    expect(bestScores({ ...elbow, points: elbow.points.slice(0, 1) })).toEqual({
      silhouette: null,
      calinskiHarabasz: null,
      daviesBouldin: null,
    });
  });
});

describe('taking a k', () => {
  it('keeps the other settings, but for rows that were chosen for another k', () => {
    const chosen = experiment({ nClusters: 2, init: 'rows', initRows: [1, 2], nInit: 4 });
    expect(withClusters(chosen, 3).model).toMatchObject({
      nClusters: 3,
      init: 'k-means++',
      initRows: null,
      nInit: 4,
    });
    expect(withClusters(chosen, 2).model).toEqual(chosen.model);
    expect(withClusters(experiment({ init: 'random' }), 7).model).toMatchObject({
      nClusters: 7,
      init: 'random',
    });
  });
});

describe('chosen rows as they are typed', () => {
  it('are numbers, however parted; anything else is none', () => {
    expect(parseRows('1, 40;77  9\n3,')).toEqual([1, 40, 77, 9, 3]);
    expect(parseRows('')).toEqual([]);
    expect(parseRows('1, x, -2, 3.5')).toEqual([1, NaN, NaN, NaN]);
  });
});
