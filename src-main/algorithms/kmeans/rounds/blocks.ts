import { assignRows, BLOCK_ROWS, blockCount, type Points } from '../math';
import type { SeedBlocks } from '../start/seed-passes';
import type { Scaling } from '../wasm/scaling';

/** Sums over the rows of one block after an assignment, from which the new centres are computed. */
export interface BlockSums {
  readonly inertia: number;
  /** Rows whose label changed. */
  readonly changed: number;
  /** [k]: rows of each cluster. */
  readonly counts: Int32Array;
  /** [k]: their weight; `counts` where all rows weigh the same. */
  readonly mass: Int32Array | Float64Array;
  /** [k][width]: their features, by weight. */
  readonly sums: Float64Array;
}

/** The rows of k-means in blocks, each with its nearest centre: what a kernel is made of. */
export interface Blocks {
  readonly count: number;
  /** Blocks of the same rows for k-means++, whose distances take the place of these; null: nothing is drawn so. */
  readonly seeds: SeedBlocks | null;
  /** [rows][width]: what the rows are; `renew` is to be called once they are others. */
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  /** [rows]: the row's centre in the last round; -1 before there was one. */
  readonly labels: Int32Array;
  /** [rows]: its squared distance. */
  readonly distances: Float64Array;
  /** How the rows are put into float32; undefined: they are not. */
  readonly scaling: Scaling | undefined;
  /** Sets the centres [k][width] of the next round. */
  setCenters(centers: Float64Array): void;
  /** Labels and adds up one block, by the centres that were set. */
  run(block: number): void;
  /** Sums of a block in the last round; valid until the next. */
  readSums(block: number): BlockSums;
  /** A row was given another label than its nearest centre's. */
  relabelled(row: number): void;
  /** Before a start of its own: no row has a label. */
  forget(): void;
  /** Other rows stand in `values`: none has a label. */
  renew(): void;
  /** Others may work where the rows are; these are not used after it. */
  giveBack(): void;
}

/**
 * Plain loops, for few rows and where there is no WebAssembly.
 * @param seeds of the same rows
 */
export function plainBlocks(points: Points, k: number, seeds: SeedBlocks | null = null): Blocks {
  const { values, rows, width, weights } = points;
  const count = blockCount(rows);
  const labels = new Int32Array(rows).fill(-1);
  const distances = new Float64Array(rows);
  const before = new Int32Array(Math.min(rows, BLOCK_ROWS));
  const current = new Float64Array(k * width);
  const parts = Array.from({ length: count }, () => {
    const counts = new Int32Array(k);
    const mass = weights === null ? counts : new Float64Array(k);
    return { inertia: 0, changed: 0, counts, mass, sums: new Float64Array(k * width) };
  });
  const forget = (): void => {
    labels.fill(-1);
  };
  return {
    count,
    seeds,
    values,
    weights,
    labels,
    distances,
    scaling: undefined,
    setCenters: (centers) => {
      current.set(centers);
    },
    run(block) {
      const part = parts[block];
      const { counts, mass, sums } = part;
      const from = block * BLOCK_ROWS;
      const to = Math.min(rows, from + BLOCK_ROWS);
      before.set(labels.subarray(from, to));
      assignRows(points, current, labels, distances, from, to);
      counts.fill(0);
      mass.fill(0);
      sums.fill(0);
      part.inertia = 0;
      part.changed = 0;
      for (let row = from; row < to; row++) {
        const c = labels[row];
        if (c !== before[row - from]) part.changed++;
        counts[c]++;
        if (weights === null) {
          part.inertia += distances[row];
          for (let j = 0; j < width; j++) sums[c * width + j] += values[row * width + j];
          continue;
        }
        const weight = weights[row];
        part.inertia += weight * distances[row];
        mass[c] += weight;
        for (let j = 0; j < width; j++) sums[c * width + j] += weight * values[row * width + j];
      }
    },
    readSums: (block) => parts[block],
    relabelled: () => undefined,
    forget,
    renew: forget,
    giveBack: () => undefined,
  };
}
