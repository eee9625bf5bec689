import { describe, expect, it } from 'vitest';
import { kmeansSchema } from '../../../../src-shared/experiment/schema';
import { present } from '../../../../src-shared/present';
import { drain, toTrainingData, trainingSpec } from '../../../testing/data';
import { createTypedTrainer } from '../../models/create-trainer';
import { Rng } from '../../numeric/rng';
import type { Points } from '../math';
import type { Blocks } from '../rounds/blocks';
import { allocateFeatures } from '../rounds/kernel';
import { wasmBlocks } from './kmeans-wasm';

const WIDTH = 12;
const K = 9;
const model = kmeansSchema.parse({ kind: 'kmeans', nClusters: K, nInit: 2, maxIter: 6, tol: 0 });

/** Values of rows in clouds; `trainRows` of them are trained on. */
function clouds(rows: number): Float64Array {
  const rng = new Rng(rows);
  const values = new Float64Array(rows * WIDTH);
  for (let row = 0; row < rows; row++) {
    const center = 3 * rng.integer(5);
    for (let j = 0; j < WIDTH; j++) values[row * WIDTH + j] = center + rng.normal();
  }
  return values;
}

/** As a run's rows are loaded: the first `trainRows` are trained on. */
function inPlace(values: Float64Array, trainRows: number): Points {
  const rows = values.length / WIDTH;
  const features = allocateFeatures(model, { rows, width: WIDTH, trainRows, classes: 0 });
  features.set(values);
  return { values: features, rows: trainRows, width: WIDTH, weights: null };
}

function outcome(blocks: Blocks, centers: Float64Array): unknown {
  blocks.setCenters(centers);
  for (let block = 0; block < blocks.count; block++) blocks.run(block);
  return [
    Array.from(blocks.labels),
    Array.from(blocks.distances),
    Array.from({ length: blocks.count }, (_, block) => structuredClone(blocks.readSums(block))),
  ];
}

describe('features in the memory of the kernels', () => {
  const values = clouds(6000);
  const trainRows = 5001;
  const centers = values.slice(0, K * WIDTH);

  it('are not copied, with the same outcome, and stay as they are', () => {
    const points = inPlace(values, trainRows);
    const blocks = present(wasmBlocks(points, K, false, 4));
    expect(blocks.memory.buffer).toBe(points.values.buffer);
    const copied = present(wasmBlocks({ ...points, values }, K, false, 4));
    expect(copied.memory.buffer).not.toBe(points.values.buffer);
    expect(outcome(blocks, centers)).toEqual(outcome(copied, centers));
    expect([...points.values]).toEqual([...values]);
  });

  it('are copied where somebody works on them, and used again once that has ended', () => {
    const points = inPlace(values, trainRows);
    const first = present(wasmBlocks(points, K, false, 4));
    const second = present(wasmBlocks(points, K, false, 4));
    expect(second.memory).not.toBe(first.memory);
    const wanted = outcome(second, centers);
    outcome(first, values.slice(200 * WIDTH, (200 + K) * WIDTH));
    first.giveBack();
    // Nothing is left of what the first kept for the rows; these weigh more.
    const weights = Float64Array.from({ length: trainRows }, (_, row) => 1 + (row % 3));
    const third = present(wasmBlocks({ ...points, weights }, K, false));
    expect(third.memory).toBe(first.memory);
    expect(outcome(third, centers)).toEqual(
      outcome(present(wasmBlocks({ ...points, values, weights }, K, false)), centers),
    );
    third.giveBack();
    const fourth = present(wasmBlocks(points, K, false, 4));
    expect(fourth.memory).toBe(first.memory);
    expect(outcome(fourth, centers)).toEqual(wanted);
  });

  it('are copied where there is no room for what works on them', () => {
    const points = inPlace(values, trainRows);
    const blocks = present(wasmBlocks(points, 40, false, 6));
    expect(blocks.memory.buffer).not.toBe(points.values.buffer);
  });

  it('lie in plain memory where plain loops are as quick', () => {
    const features = allocateFeatures(model, { rows: 40, width: 2, trainRows: 40, classes: 0 });
    expect(features).toEqual(new Float64Array(80));
    expect(features.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('lead to the model that others lead to', async () => {
    const rows = Array.from({ length: 6000 }, (_, row) => [
      ...values.subarray(row * WIDTH, (row + 1) * WIDTH),
    ]);
    const data = toTrainingData(rows, null, trainRows);
    const results = [];
    for (const features of [data.features, inPlace(values, trainRows).values]) {
      const trainer = createTypedTrainer({
        model,
        training: trainingSpec(),
        seed: 3,
        data: { ...data, features },
        resume: null,
      });
      const logged = await drain(trainer);
      results.push([logged, trainer.result(), trainer.state()]);
      trainer.dispose();
    }
    expect(results[1]).toEqual(results[0]);
  });
});
