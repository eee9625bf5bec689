import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kmeansSchema } from '../../../src-shared/experiment/schema';
import { at, present } from '../../../src-shared/present';
import { createTypedTrainer } from '../../algorithms/models/create-trainer';
import { plainBlocks } from '../../algorithms/kmeans/rounds/blocks';
import type { Points } from '../../algorithms/kmeans/math';
import { ownSeeding, plainSeeds } from '../../algorithms/kmeans/start/seed-passes';
import { plusPlusCenters } from '../../algorithms/kmeans/start/seeding';
import { Rng } from '../../algorithms/numeric/rng';
import type { TrainerOptions } from '../../algorithms/contract/trainer';
import type { ModelState } from '../../algorithms/contract/state';
import { sharedBlocks } from '../../algorithms/kmeans/wasm/threads';
import { type HelperTask } from '../../algorithms/contract/helper-threads';
import { wasmBlocks } from '../../algorithms/kmeans/wasm/kmeans-wasm';
import { drain, trainingSpec } from '../../testing/data';
import { helpersFor } from './kmeans-helpers';
import { helperFile } from '../../testing/places';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-helpers-'));

beforeAll(() => {
  if (!existsSync(helperFile)) throw new Error('out/helper is not helperFile: run "npm run build"');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function clouds(rows: number, width: number, seed: number): Points {
  const rng = new Rng(seed);
  const values = Float64Array.from({ length: rows * width }, (_, i) => 5 * ((i >> 3) % 4) + rng.normal());
  return { values, rows, width, weights: null };
}

function makeOptions({ values, rows, width }: Points, k: number): TrainerOptions {
  return {
    model: kmeansSchema.parse({ kind: 'kmeans', nClusters: k, nInit: 2, maxIter: 12, tol: 0 }),
    training: trainingSpec(),
    seed: 3,
    data: {
      rows,
      trainRows: rows,
      width,
      features: values,
      target: null,
      weights: null,
      classes: [],
      featureNames: Array.from({ length: width }, (_, j) => `x${j}`),
      scaler: {
        kind: 'none',
        offset: new Array<number>(width).fill(0),
        scale: new Array<number>(width).fill(1),
      },
    },
    resume: null,
  };
}

/** The state after training with so many helpers. */
async function trained(options: TrainerOptions, helpers: number, file = helperFile): Promise<ModelState> {
  const spawnHelpers = helpersFor(helpers, file);
  const trainer = createTypedTrainer({ ...options, ...(spawnHelpers === undefined ? {} : { spawnHelpers }) });
  await drain(trainer);
  const state = trainer.state();
  trainer.dispose();
  return state;
}

describe('threads that help k-means', () => {
  it.each([
    ['a plane of few clusters', 500_011, 2, 4],
    ['many features', 30_011, 20, 10],
  ])('give the numbers of a run that is alone: %s', async (_, rows, width, k) => {
    const options = makeOptions(clouds(rows, width, 1), k);
    const alone = await trained(options, 0);
    expect(await trained(options, 1)).toEqual(alone);
    expect(await trained(options, 3)).toEqual(alone);
  });

  it('take blocks', () => {
    const points = clouds(60_000, 20, 2);
    const shared = present(wasmBlocks(points, 12, true));
    let own = 0;
    const counted = { ...shared, run: (block: number): void => (own++, shared.run(block)) };
    let task: HelperTask | undefined;
    const threads: Worker[] = [];
    const helped = sharedBlocks(
      counted,
      (given) => {
        task = given;
        threads.push(new Worker(helperFile, { workerData: given }));
        return { end: () => void at(threads, 0).terminate() };
      },
      () => plainBlocks(points, 12),
    );
    const centers = points.values.slice(0, 240);
    let rounds = 0;
    // The thread takes a while to start; nothing waits for it.
    for (; rounds < 3000 && own === rounds * shared.count; rounds++) {
      helped.round(centers);
    }
    helped.dispose();
    expect(task?.controlAt).toBeGreaterThan(0);
    expect(own).toBeLessThan(rounds * shared.count);
  });

  it('that cannot start, or fail at once, stop no run', async () => {
    const options = makeOptions(clouds(500_011, 2, 3), 4);
    const alone = await trained(options, 0);
    expect(await trained(options, 1, join(folder, 'none.cjs'))).toEqual(alone);
    const broken = join(folder, 'broken.cjs');
    writeFileSync(broken, 'throw new Error("broken")');
    expect(await trained(options, 2, broken)).toEqual(alone);
  });

  it('that end over a block leave it to this thread, and the numbers as they were', () => {
    const points = clouds(40_000, 2, 4);
    const k = 4;
    const alone = plainBlocks(points, k);
    const thief = join(folder, 'thief.cjs');
    // Takes a block in each round, spoils its labels and is never heard of again.
    writeFileSync(
      thief,
      `const { memory, controlAt, labelsAt } = require('node:worker_threads').workerData;
       const control = new Int32Array(memory.buffer, controlAt, 6);
       while (Atomics.load(control, 1) >= Atomics.load(control, 3)) Atomics.wait(control, 0, Atomics.load(control, 0), 1);
       Atomics.add(control, 1, 1);
       new Int32Array(memory.buffer, labelsAt, 40000).fill(3, 0, 8192);
       Atomics.wait(control, 5, 0);`,
    );
    const shared = present(wasmBlocks(points, k, true));
    let thread: Worker | undefined;
    const helped = sharedBlocks(
      shared,
      (task) => {
        thread = new Worker(thief, { workerData: { ...task, labelsAt: shared.labels.byteOffset } });
        return { end: () => void present(thread).terminate() };
      },
      () => present(wasmBlocks(points, k, false)),
      50,
    );
    let centers = points.values.slice(0, 8);
    for (let round = 0; round < 2000 && helped.blocks() === shared; round++) {
      helped.round(centers);
      alone.setCenters(centers);
      for (let block = 0; block < alone.count; block++) alone.run(block);
      if (round % 50 === 49) {
        // Also rows that were given a cluster are remembered.
        for (const each of [helped.blocks(), alone]) each.labels[5] = 3;
        helped.relabelled(5);
      }
      for (let block = 0; block < alone.count; block++) {
        expect(helped.blocks().readSums(block)).toEqual(alone.readSums(block));
      }
      centers = centers.map((value) => value + 0.01 * Math.sin(round));
    }
    expect(helped.blocks()).not.toBe(shared);
    helped.dispose();
  });

  it('that end over a block of a draw leave it to this thread, and the centres as they were', () => {
    const points = clouds(40_000, 2, 6);
    const tries = 4;
    const plain = ownSeeding(plainSeeds(points, tries));
    const thief = join(folder, 'draw-thief.cjs');
    writeFileSync(
      thief,
      `const { memory, controlAt, nearestAt } = require('node:worker_threads').workerData;
       const control = new Int32Array(memory.buffer, controlAt, 7);
       while (Atomics.load(control, 1) >= Atomics.load(control, 3)) Atomics.wait(control, 0, Atomics.load(control, 0), 1);
       Atomics.add(control, 1, 1);
       new Float64Array(memory.buffer, nearestAt, 40000).fill(0, 0, 8192);
       Atomics.wait(control, 5, 0);`,
    );
    const shared = present(wasmBlocks(points, 8, true, tries));
    let thread: Worker | undefined;
    const helped = sharedBlocks(
      shared,
      (task) => {
        // The draws' distances stand where those of the rounds do.
        const nearestAt = shared.distances.byteOffset;
        thread = new Worker(thief, { workerData: { ...task, nearestAt } });
        return { end: () => void present(thread).terminate() };
      },
      () => present(wasmBlocks(points, 8, false, tries)),
      50,
    );
    let draws = 0;
    for (; draws < 500 && helped.blocks() === shared; draws++) {
      expect(plusPlusCenters(points, 8, new Rng(draws), present(helped.seeding))).toEqual(
        plusPlusCenters(points, 8, new Rng(draws), plain),
      );
    }
    expect(helped.blocks()).not.toBe(shared);
    expect(plusPlusCenters(points, 8, new Rng(draws), present(helped.seeding))).toEqual(
      plusPlusCenters(points, 8, new Rng(draws), plain),
    );
    helped.dispose();
  });

  it('end with their run', async () => {
    const points = clouds(40_000, 20, 5);
    const threads: Worker[] = [];
    const helped = sharedBlocks(
      present(wasmBlocks(points, 8, true)),
      (task) => {
        threads.push(new Worker(helperFile, { workerData: task }));
        return { end: () => undefined };
      },
      () => plainBlocks(points, 8),
    );
    helped.round(points.values.slice(0, 160));
    await new Promise((resolve) => at(threads, 0).on('online', resolve));
    const left = new Promise((resolve) => at(threads, 0).on('exit', resolve));
    helped.dispose();
    expect(await left).toBe(0);
  });
});
