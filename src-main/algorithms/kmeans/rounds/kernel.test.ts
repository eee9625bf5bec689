import { describe, expect, it } from 'vitest';
import { present } from '../../../../src-shared/present';
import { plainBlocks, type Blocks } from './blocks';
import { assign, BLOCK_ROWS, updateCenters, type Points } from '../math';
import { batchBlocks, typedKernel } from './kernel';
import { Rng } from '../../numeric/rng';
import { wasmBlocks } from '../wasm/kmeans-wasm';
import { chooseScaling, plainRanges } from '../wasm/scaling';

/** Rows around `k` centres, some of them twice, so that there are ties. */
function clouds(rows: number, width: number, k: number, seed: number, weighted = false): Points {
  const rng = new Rng(seed);
  const values = new Float64Array(rows * width);
  const centers = Float64Array.from({ length: k * width }, () => 4 * rng.normal());
  for (let row = 0; row < rows; row++) {
    const center = rng.integer(k);
    for (let j = 0; j < width; j++) {
      const value = centers[center * width + j] + rng.normal();
      values[row * width + j] = row % 7 === 0 ? Math.round(value) : value;
    }
  }
  const weights = weighted ? Float64Array.from({ length: rows }, () => rng.integer(4) / 2) : null;
  return { values, rows, width, weights };
}

function run(blocks: Blocks, centers: Float64Array): number {
  blocks.setCenters(centers);
  let inertia = 0;
  for (let block = 0; block < blocks.count; block++) {
    blocks.run(block);
    inertia += blocks.readSums(block).inertia;
  }
  return inertia;
}

const given = { init: 'random', batchSize: null } as const;

const shapes: [rows: number, width: number, k: number, weighted: boolean][] = [
  [1, 1, 1, false],
  [5, 2, 3, false],
  [4097, 2, 4, false],
  [4099, 2, 4, true],
  [9001, 1, 7, false],
  [8192, 3, 4, true],
  [3001, 8, 8, false],
  [3001, 7, 9, true],
  [3000, 2, 40, false],
  [3001, 9, 3, false],
  [3001, 12, 5, true],
  [9001, 17, 20, false],
  [5001, 50, 33, false],
  [2001, 33, 16, true],
];

describe('the blocks in WebAssembly', () => {
  it.each(shapes)(
    '%i x %i, %i clusters, weights %s: to the bit as the plain loops',
    (rows, width, k, weighted) => {
      const points = clouds(rows, width, Math.max(2, k >> 1), 7 + rows, weighted);
      const plain = plainBlocks(points, k);
      const fast = present(wasmBlocks(points, k, false));
      expect(fast).not.toBeNull();
      let centers = points.values.slice(0, k * width);
      if (centers.length < k * width) centers = new Float64Array(k * width);
      // Two centres at one point: the lower number wins the tie.
      if (k > 2) centers.copyWithin((k - 1) * width, 0, width);
      for (let round = 0; round < 12; round++) {
        if (round === 6) {
          plain.forget();
          fast.forget();
          // As another start: farther than the bounds that were kept.
          centers = centers.map((value, i) => value + Math.sin(i) * 3);
        }
        expect(run(fast, centers)).toBe(run(plain, centers));
        expect(
          Buffer.compare(Buffer.from(fast.labels.slice().buffer), Buffer.from(plain.labels.slice().buffer)),
        ).toBe(0);
        expect(
          Buffer.compare(
            Buffer.from(fast.distances.slice().buffer),
            Buffer.from(plain.distances.slice().buffer),
          ),
        ).toBe(0);
        for (let block = 0; block < plain.count; block++)
          expect(fast.readSums(block)).toEqual(plain.readSums(block));
        const sums = new Float64Array(k * width);
        const mass = new Float64Array(k);
        for (let block = 0; block < plain.count; block++) {
          const part = plain.readSums(block);
          for (let i = 0; i < sums.length; i++) sums[i] += part.sums[i];
          for (let c = 0; c < k; c++) mass[c] += part.mass[c];
        }
        centers = sums.map((sum, i) =>
          mass[Math.floor(i / width)] > 0 ? sum / mass[Math.floor(i / width)] : centers[i],
        );
      }
    },
  );

  it.each([
    ['far from zero', 1e9, 1e-3],
    ['tiny', 0, 1e-30],
    ['huge', 0, 1e30],
  ])('rows that are %s', (_, offset, factor) => {
    const points = clouds(3000, 12, 6, 5);
    for (let i = 0; i < points.values.length; i++) points.values[i] = offset + points.values[i] * factor;
    const plain = plainBlocks(points, 8);
    const fast = present(wasmBlocks(points, 8, false));
    expect(fast).not.toBeNull();
    for (const shift of [0, 1e-9, 0.5, 1e6, 1e25]) {
      const centers = points.values.slice(0, 96).map((value, i) => value + (i < 24 ? shift * factor : 0));
      run(plain, centers);
      run(fast, centers);
      expect([...fast.labels]).toEqual([...plain.labels]);
      expect([...fast.distances]).toEqual([...plain.distances]);
    }
  });

  it.each([-400, -30, 30, 400])(
    'rows times 2^%i have the labels that they had, and distances to the bit',
    (power) => {
      const points = clouds(3000, 12, 6, 5);
      const scale = 2 ** power;
      const scaled = { ...points, values: points.values.map((value) => value * scale) };
      const blocks = present(wasmBlocks(points, 8, false));
      // Beyond what float32 can be scaled to the plain loops are taken.
      const far = wasmBlocks(scaled, 8, false);
      expect(far === null).toBe(Math.abs(power) > 100);
      const large = far ?? plainBlocks(scaled, 8);
      const centers = points.values.slice(0, 96);
      run(blocks, centers);
      run(
        large,
        centers.map((value) => value * scale),
      );
      expect([...large.labels]).toEqual([...blocks.labels]);
      expect(new Set(large.labels).size).toBeGreaterThan(2);
      expect([...large.distances]).toEqual([...blocks.distances].map((distance) => distance * scale * scale));
    },
  );

  it.each([
    [1024, 12, 20, false],
    [5000, 3, 6, true],
  ])('a batch of %i x %i for %i clusters, weights %s, that is written anew', (size, width, k, weighted) => {
    const among = clouds(9000, width, k, 8, weighted);
    const empty: Points = {
      values: new Float64Array(size * width),
      rows: size,
      width,
      weights: weighted ? new Float64Array(size) : null,
    };
    const fast = batchBlocks(empty, k, () => chooseScaling(plainRanges(among)));
    const plain = plainBlocks({ ...empty, values: new Float64Array(size * width) }, k);
    expect(fast).toHaveProperty('memory');
    for (let batch = 0; batch < 5; batch++) {
      for (const each of [plain, fast]) {
        const rng = new Rng(batch);
        for (let i = 0; i < size; i++) {
          const row = rng.integer(among.rows);
          each.values.set(among.values.subarray(row * width, (row + 1) * width), i * width);
          if (each.weights !== null) each.weights[i] = present(among.weights)[row];
        }
        each.renew();
      }
      const centers = among.values.slice(batch * width, (batch + k) * width);
      expect(run(fast, centers)).toBe(run(plain, centers));
      expect([...fast.labels]).toEqual([...plain.labels]);
      expect([...fast.distances]).toEqual([...plain.distances]);
      for (let block = 0; block < plain.count; block++) {
        expect(fast.readSums(block)).toEqual(plain.readSums(block));
      }
    }
  });

  it('is not used where all rows are alike', () => {
    const points: Points = { values: new Float64Array(3000 * 9), rows: 3000, width: 9, weights: null };
    expect(wasmBlocks(points, 3, false)).toBeNull();
    const sizes = new Int32Array(3);
    expect(typedKernel(points, { ...given, nClusters: 3 }).assign(new Float64Array(27), sizes)).toEqual({
      inertia: 0,
      isChanged: true,
    });
    expect([...sizes]).toEqual([3000, 0, 0]);
  });
});

describe('the kernel', () => {
  it.each([
    [BLOCK_ROWS - 5, 2, 4, false],
    [BLOCK_ROWS - 5, 11, 12, true],
  ])('%i x %i: of one block, assigns and moves as the loops over all rows', (rows, width, k, weighted) => {
    const points = clouds(rows, width, k, 3, weighted);
    const kernel = typedKernel(points, { ...given, nClusters: k });
    const centers = points.values.slice(0, k * width);
    // Nobody is near the last one: it is given a row, twice.
    centers.fill(1e6, (k - 1) * width);
    const theirs = centers.slice();
    const labels = new Int32Array(rows);
    const distances = new Float64Array(rows);
    for (let round = 0; round < 4; round++) {
      const sizes = new Int32Array(k);
      const theirSizes = new Int32Array(k);
      expect(kernel.assign(centers, sizes).inertia).toBe(assign(points, theirs, labels, distances));
      const moved = kernel.update(centers, sizes);
      expect(moved).toBe(updateCenters(points, labels, distances, theirs, theirSizes));
      expect(moved).toBe(round % 2 === 0 ? 1 : 0);
      expect([...centers]).toEqual([...theirs]);
      expect([...sizes]).toEqual([...theirSizes]);
      if (round === 1) for (const each of [centers, theirs]) each.fill(1e6, (k - 1) * width);
    }
    kernel.dispose();
  });

  it('tells whether a row changed its cluster, a relocated one too', () => {
    const points: Points = { values: Float64Array.of(0, 1, 10, 11), rows: 4, width: 1, weights: null };
    const kernel = typedKernel(points, { ...given, nClusters: 2 });
    const sizes = new Int32Array(2);
    const centers = Float64Array.of(0, 11);
    expect(kernel.assign(centers, sizes).isChanged).toBe(true);
    kernel.update(centers, sizes);
    expect([...centers]).toEqual([0.5, 10.5]);
    expect(kernel.assign(centers, sizes)).toEqual({ inertia: 1, isChanged: false });
    kernel.forget();
    expect(kernel.assign(centers, sizes).isChanged).toBe(true);
  });
});
