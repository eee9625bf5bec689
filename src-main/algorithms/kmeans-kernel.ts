import { plainBlocks } from './kmeans-blocks';
import { BLOCK_ROWS, finishCenters, type Points } from './kmeans-math';
import type { KMeansKernel } from './kmeans-rounds';
import { ownBlocks, sharedBlocks, type HelpedBlocks, type SpawnHelpers } from './wasm/kmeans-threads';
import { wasmBlocks } from './wasm/kmeans-wasm';

/** Multiply-adds a round from which WebAssembly pays for being compiled, and other threads for starting. */
const WASM_WORK = 20_000;
const THREADS_WORK = 4_000_000;

/**
 * Lloyd's rounds on this thread, and on others where there is enough to do. The numbers are the
 * same whatever it uses.
 * @param k clusters
 * @param spawnHelpers starts those threads; none where left out
 */
export function typedKernel(points: Points, k: number, spawnHelpers?: SpawnHelpers): KMeansKernel {
  const work = points.rows * points.width * k;
  const isShared = spawnHelpers !== undefined && work >= THREADS_WORK && points.rows > BLOCK_ROWS;
  const blocks = work < WASM_WORK ? null : wasmBlocks(points, k, isShared);
  if (blocks === null) return kernelOn(points, k, ownBlocks(plainBlocks(points, k)));
  if (!isShared) return kernelOn(points, k, ownBlocks(blocks));
  return kernelOn(
    points,
    k,
    sharedBlocks(blocks, spawnHelpers, () => wasmBlocks(points, k, false) ?? plainBlocks(points, k)),
  );
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
      const part = blocks.sumsOf(block);
      for (let i = 0; i < sums.length; i++) sums[i]! += part.sums[i]!;
      for (let c = 0; c < k; c++) mass[c]! += part.mass[c]!;
    }
  }

  return {
    assign(centers, sizes) {
      helped.round(centers);
      const blocks = helped.blocks();
      let inertia = 0;
      let changed = 0;
      sizes.fill(0);
      for (let block = 0; block < blocks.count; block++) {
        const part = blocks.sumsOf(block);
        inertia += part.inertia;
        changed += part.changed;
        for (let c = 0; c < k; c++) sizes[c]! += part.counts[c]!;
      }
      return { inertia, isChanged: changed > 0 };
    },
    update(centers, sizes) {
      addUp(centers);
      const blocks = helped.blocks();
      counted.set(sizes);
      if (weights !== null && mass.includes(0)) {
        counted.fill(0);
        for (let row = 0; row < rows; row++) if (weights[row] !== 0) counted[blocks.labels[row]!]!++;
      }
      const moved = finishCenters(points, blocks.labels, blocks.distances, centers, mass, counted, sizes);
      for (const row of moved) helped.relabelled(row);
      return moved.length;
    },
    forget: () => {
      helped.forget();
    },
    dispose: () => {
      helped.dispose();
    },
  };
}
