import { expect, it } from 'vitest';
import { parseExperiment, type ExperimentInput } from '../../../../src-shared/experiment/schema';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import { Rng } from '../../../algorithms/numeric/rng';
import { clusterStability } from './stability';

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'clouds',
  dataset: { kind: 'generated', generator: 'blobs' },
  model: { kind: 'kmeans', nClusters: 2 },
} as unknown as ExperimentInput);

/** Three round clouds, far apart; or rows without clusters. */
function clouds(rows: number, apart: number): TrainingData {
  const rng = new Rng(3);
  const features = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    features[row * 2] = rng.normal() + apart * (row % 3);
    features[row * 2 + 1] = rng.normal() + apart * Number(row % 3 === 1);
  }
  return {
    ...{ rows, trainRows: rows, width: 2, features, target: null, weights: null, classes: [] },
    featureNames: ['x', 'y'],
    scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] },
  };
}

it('three clouds are three clusters by each of its measures', async () => {
  const found = await clusterStability(experiment, clouds(150, 12), { from: 1, to: 5 });
  expect(found).toMatchObject({ gapK: 3, strengthK: 3, rows: 150, allRows: 150 });
  const [, two, three, four] = found.points;
  expect(three?.ari.mean).toBe(1);
  expect(three?.predictionStrength?.mean).toBe(1);
  expect(four?.ari.mean).toBeLessThan(0.95);
  expect(four?.predictionStrength?.mean).toBeLessThan(0.7);
  expect(two?.gap?.value ?? NaN).toBeLessThan(three?.gap?.value ?? NaN);
  expect(await clusterStability(experiment, clouds(150, 12), { from: 3, to: 3 })).toMatchObject({
    points: [three],
  });
});

it('one cloud is one cluster by the gap', async () => {
  const found = await clusterStability(experiment, clouds(120, 0), { from: 1, to: 3 });
  expect(found.gapK).toBe(1);
  expect(found.strengthK).toBe(1);
});

it('says where the range is too wide', async () => {
  const few = clouds(4, 12);
  await expect(clusterStability(experiment, few, { from: 2, to: 8 })).rejects.toThrow('only 4 distinct rows');
});
