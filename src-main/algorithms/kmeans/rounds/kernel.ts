import type { KMeansSpec } from '../../../../src-shared/experiment/schema';
import { plainBlocks, type Blocks } from './blocks';
import { BLOCK_ROWS, finishCenters, type Points } from '../math';
import type { KMeansKernel } from './rounds';
import { plainSeeds } from '../start/seed-passes';
import { countTries } from '../start/seeding';
import { ownBlocks, sharedBlocks, type HelpedBlocks } from '../wasm/threads';
import { type SpawnHelpers } from '../../contract/helper-threads';
import { allocateRows, wasmBlocks } from '../wasm/kmeans-wasm';
import { isPaired } from '../wasm/layout';
import type { Scaling } from '../wasm/scaling';
import type { FeatureTable } from '../../contract/feature-table';

/** What a kernel depends on. */
type KernelSpec = Pick<KMeansSpec, 'nClusters' | 'init' | 'batchSize'>;

/** Multiply-adds a round from which WebAssembly pays for being compiled, and other threads for starting. */
const WASM_WORK = 20_000;
const THREADS_WORK = 4_000_000;

/**
 * An array of zeros for the features of a model's training data, [rows][width], where the kernel works:
 * its rows are not copied then.
 */
export function allocateFeatures(model: KernelSpec, table: FeatureTable): Float64Array {
  const { rows, width, trainRows } = table;
  const isLarge = trainRows * width * model.nClusters >= WASM_WORK;
  const allocated = isLarge ? allocateRows(table, model.nClusters, triesFor(model, trainRows, width)) : null;
  return allocated ?? new Float64Array(rows * width);
}

/** Rows that a pass of k-means++ tries; null where all rows are drawn from in another way. */
function triesFor({ nClusters, init, batchSize }: KernelSpec, rows: number, width: number): number | null {
  return init === 'k-means++' && batchSize === null ? countTries({ rows, width }, nClusters) : null;
}

/**
 * Lloyd's rounds and the draw before them on this thread, and on others where there is enough to do.
 * The numbers are the same whatever it uses.
 * @param spawnHelpers starts those threads; none where left out
 */
export function typedKernel(points: Points, model: KernelSpec, spawnHelpers?: SpawnHelpers): KMeansKernel {
  const k = model.nClusters;
  const work = points.rows * points.width * k;
  const isShared = spawnHelpers !== undefined && work >= THREADS_WORK && points.rows > BLOCK_ROWS;
  const tries = triesFor(model, points.rows, points.width);
  const onOne = (): Blocks =>
    wasmBlocks(points, k, false, tries) ??
    plainBlocks(points, k, tries === null ? null : plainSeeds(points, tries));
  if (work < WASM_WORK) return kernelOn(points, k, ownBlocks(plainBlocks(points, k)));
  const shared = isShared ? wasmBlocks(points, k, true, tries) : null;
  return kernelOn(
    points,
    k,
    shared === null ? ownBlocks(onOne()) : sharedBlocks(shared, spawnHelpers!, onOne),
  );
}

/**
 * Blocks of a batch, whose rows are written anew each time.
 * @param scaling of all rows that it is drawn from; null: no float32 tells them apart
 */
export function batchBlocks(batch: Points, k: number, scaling: () => Scaling | null): Blocks {
  const { rows, width } = batch;
  if (rows * width * k < WASM_WORK) return plainBlocks(batch, k);
  // In pairs nothing is scaled.
  const known = isPaired(width, k) ? null : scaling();
  const fast = isPaired(width, k) || known !== null ? wasmBlocks(batch, k, false, null, known) : null;
  return fast ?? plainBlocks(batch, k);
}

function kernelOn(points: Points, k: number, helped: HelpedBlocks): KMeansKernel {
  const { rows, weights } = points;
  const mass = new Float64Array(k);
  const counted = new Int32Array(k);

  /** Adds up the clusters' weight and rows in the blocks' order. */
  function addUp(sums: Float64Array): void {
    const blocks = helped.blocks();
    sums.fill(0);
    mass.fill(0);
    for (let block = 0; block < blocks.count; block++) {
      const part = blocks.readSums(block);
      for (let i = 0; i < sums.length; i++) sums[i] += part.sums[i];
      for (let c = 0; c < k; c++) mass[c] += part.mass[c];
    }
  }

  return {
    seeding: helped.seeding,
    scaling: helped.blocks().scaling,
    assign(centers, sizes) {
      helped.round(centers);
      const blocks = helped.blocks();
      let inertia = 0;
      let changed = 0;
      sizes.fill(0);
      for (let block = 0; block < blocks.count; block++) {
        const part = blocks.readSums(block);
        inertia += part.inertia;
        changed += part.changed;
        for (let c = 0; c < k; c++) sizes[c] += part.counts[c];
      }
      return { inertia, isChanged: changed > 0 };
    },
    update(centers, sizes) {
      addUp(centers);
      const blocks = helped.blocks();
      counted.set(sizes);
      if (weights !== null && mass.includes(0)) {
        counted.fill(0);
        for (let row = 0; row < rows; row++) if (weights[row] !== 0) counted[blocks.labels[row]]++;
      }
      const moved = finishCenters(points, blocks.labels, blocks.distances, centers, mass, counted, sizes);
      for (const row of moved) helped.relabelled(row);
      return moved.length;
    },
    labels: () => helped.blocks().labels,
    forget: () => {
      helped.forget();
    },
    dispose: () => {
      helped.dispose();
    },
  };
}
