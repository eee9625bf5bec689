import { describe, expect, it } from 'vitest';
import { present } from '../../../../src-shared/present';
import { BLOCK_ROWS, type Points } from '../math';
import { ownSeeding, plainSeeds, type SeedBlocks, type Seeding } from './seed-passes';
import { countTries, plusPlusCenters } from './seeding';
import { Rng } from '../../numeric/rng';
import { wasmBlocks } from '../wasm/kmeans-wasm';

function clouds(rows: number, width: number, weighted = false): Points {
  const rng = new Rng(rows + width);
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const center = 3 * rng.integer(5);
    for (let j = 0; j < width; j++) values[row * width + j] = center + rng.normal();
  }
  const weights = weighted ? Float64Array.from({ length: rows }, () => rng.integer(4) / 2) : null;
  return { values, rows, width, weights };
}

/** The squared distance of each row to the nearest of `centers`, feature by feature. */
function computeNearest({ values, rows, width }: Points, centers: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let least = Infinity;
    for (let at = 0; at < centers.length; at += width) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += (values[row * width + j] - centers[at + j]) ** 2;
      least = Math.min(least, sum);
    }
    return least;
  });
}

const shapes: [rows: number, width: number, tries: number, weighted: boolean][] = [
  [1, 1, 2, false],
  [4095, 2, 3, false],
  [4097, 2, 1, true],
  [8193, 3, 4, true],
  [3001, 7, 1, false],
  [5001, 8, 2, false],
  [3001, 9, 6, true],
  [4501, 33, 5, false],
  [2000, 50, 1, true],
  [4609, 31, 2, true],
  [1023, 130, 3, false],
  [4098, 16, 13, true],
];

describe('the passes of k-means++', () => {
  it.each(shapes)(
    '%i x %i, %i tried, weights %s: in WebAssembly to the bit as in plain loops, and right',
    (rows, width, tries, weighted) => {
      const points = clouds(rows, width, weighted);
      const plain = plainSeeds(points, tries);
      const fast = present(present(wasmBlocks(points, 40, false, tries)).seeds);
      const rng = new Rng(3);
      for (let start = 0; start < 2; start++) {
        for (const each of [plain, fast]) each.begin();
        const centers: number[] = [];
        let tried = points.values.slice(0, width).map((value) => value + rng.normal());
        let joined = -1;
        for (let pass = 0; pass < 6; pass++) {
          for (const each of [plain, fast]) ownSeeding(each).pass(joined, tried);
          const contenders = fast.contenders();
          const all = tried.length / width;
          for (let index = 0; index < all; index++) {
            for (const each of [plain, fast]) ownSeeding(each).settle(index);
            const own = tried.subarray(index * width, (index + 1) * width);
            const nearest = computeNearest(points, Float64Array.from([...centers, ...own]));
            expect(Buffer.compare(readNearest(plain, rows, index), toBytes(nearest))).toBe(0);
            expect(Buffer.compare(readNearest(fast, rows, index), toBytes(nearest))).toBe(0);
            expect(readSums(fast, index)).toEqual(readSums(plain, index));
            const sum = nearest.reduce((all, least, row) => all + (points.weights?.[row] ?? 1) * least, 0);
            expect(Math.abs(computeTotal(plain, index) - sum)).toBeLessThanOrEqual(1e-12 * sum);
          }
          const totals = Array.from({ length: all }, (_, index) => computeTotal(plain, index));
          expect(contenders).toContain(totals.indexOf(Math.min(...totals)));
          // The first pass tries one row; then some are near, some far, and one is a row.
          joined = pass === 0 ? 0 : rng.integer(tries);
          centers.push(...tried.subarray(joined * width, (joined + 1) * width));
          tried = Float64Array.from({ length: tries * width }, () => 10 * rng.uniform());
          tried.set(points.values.subarray(0, width), (tries - 1) * width);
        }
      }
    },
  );

  it.each([
    ['far from zero', 1e9, 1e-3],
    ['tiny', 0, 1e-30],
    ['huge', 0, 1e30],
  ])('rows that are %s, and tried ones farther than any', (_, offset, factor) => {
    const rows = 3000;
    const width = 12;
    const given = clouds(rows, width);
    const points = { ...given, values: given.values.map((value) => offset + value * factor) };
    const plain = ownSeeding(plainSeeds(points, 3));
    const fast = ownSeeding(present(present(wasmBlocks(points, 8, false, 3)).seeds));
    for (const each of [plain, fast]) {
      each.begin();
      each.pass(-1, points.values.slice(0, width));
      each.settle(0);
    }
    for (const shift of [0, 1e-9, 0.5, 1e6, 1e25]) {
      const tried = points.values
        .slice(width, 4 * width)
        .map((value, i) => value + (i < 24 ? shift * factor : 0));
      for (const each of [plain, fast]) each.pass(0, tried);
      const contenders = fast.blocks.contenders();
      const totals: number[] = [];
      for (let index = 0; index < 3; index++) {
        for (const each of [plain, fast]) each.settle(index);
        totals.push(computeTotal(plain.blocks, index));
        const wanted = readNearest(plain.blocks, rows, index);
        expect(Buffer.compare(readNearest(fast.blocks, rows, index), wanted)).toBe(0);
        expect(readSums(fast.blocks, index)).toEqual(readSums(plain.blocks, index));
      }
      expect(contenders).toContain(totals.indexOf(Math.min(...totals)));
    }
  });

  it('tell which of several tried rows is the best, mostly without working out all distances', () => {
    const points = clouds(9000, 20);
    const fast = present(present(wasmBlocks(points, 40, false, 5)).seeds);
    const seeding = ownSeeding(fast);
    const counts: number[] = [];
    const counted: Seeding = {
      ...seeding,
      pass: (joined, tried) => {
        seeding.pass(joined, tried);
        counts.push(fast.contenders().length);
      },
    };
    for (let seed = 0; seed < 5; seed++) plusPlusCenters(points, 40, new Rng(seed), counted);
    const alone = counts.filter((count) => count === 1).length;
    expect(counts).toHaveLength(5 * 40);
    expect(alone).toBeGreaterThan(0.8 * counts.length);
  });

  it('leave nobody out that gains as much, or whose gain is not to be told', () => {
    const points = clouds(5000, 20);
    const fast = present(present(wasmBlocks(points, 40, false, 4)).seeds);
    const seeding = ownSeeding(fast);
    seeding.begin();
    seeding.pass(-1, points.values.slice(0, 20));
    expect(fast.contenders()).toEqual([0]);
    seeding.settle(0);
    const row = (index: number): number[] => [...points.values.subarray(20 * index, 20 * index + 20)];
    const twice = Float64Array.from([...row(0), ...row(17), ...row(0), ...row(17)]);
    seeding.pass(0, twice);
    expect(fast.contenders()).toEqual([1, 3]);
    for (const index of [1, 3]) seeding.settle(index);
    expect(readSums(fast, 1)).toEqual(readSums(fast, 3));
    // Farther than whole numbers can tell.
    seeding.pass(
      1,
      Float64Array.from([...row(2), ...row(3), ...row(4), ...row(5).map((value) => value * 1e16)]),
    );
    expect(fast.contenders()).toEqual([0, 1, 2, 3]);
    const heavy = present(present(wasmBlocks(clouds(5000, 20, true), 40, false, 4)).seeds);
    heavy.begin();
    ownSeeding(heavy).pass(-1, points.values.slice(0, 20));
    ownSeeding(heavy).settle(0);
    ownSeeding(heavy).pass(0, twice);
    expect(heavy.contenders()).toEqual([0, 1, 2, 3]);
  });
});

describe('plusPlusCenters', () => {
  it.each([
    [9001, 2, 12, true],
    [5001, 20, 9, false],
  ])('draws the same rows whatever makes the passes: %i x %i', (rows, width, k, weighted) => {
    const points = clouds(rows, width, weighted);
    for (const tries of [1, countTries(points, k)]) {
      const fast = present(wasmBlocks(points, k, false, tries));
      for (let seed = 0; seed < 5; seed++) {
        const centers = plusPlusCenters(points, k, new Rng(seed), ownSeeding(plainSeeds(points, tries)));
        expect(plusPlusCenters(points, k, new Rng(seed), ownSeeding(present(fast.seeds)))).toEqual(centers);
        const distinctCenters = new Set(
          Array.from({ length: k }, (_, c) => centers.subarray(c * width, (c + 1) * width).join()),
        );
        expect(distinctCenters.size).toBe(k);
      }
    }
  });

  it('draws a row as often as its distance by weight says, over all blocks', () => {
    // Rows at 0 but for one in each of three blocks, at 1, 2 and 3: drawn at 1 : 4 : 9.
    const values = new Float64Array(12_000);
    [4000, 8000, 11_999].forEach((row, i) => (values[row] = i + 1));
    const points: Points = { values, rows: values.length, width: 1, weights: null };
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 1500; seed++) {
      const centers = plusPlusCenters(points, 2, new Rng(seed), ownSeeding(plainSeeds(points, 1)));
      if (centers[0] === 0) counts[centers[1]]++;
    }
    const all = counts.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(1490);
    expect(counts[0]).toBe(0);
    [1, 4, 9].forEach((share, i) => {
      const p = share / 14;
      expect(Math.abs(counts[i + 1] / all - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / all));
    });
  });

  it('makes no more passes than it needs', () => {
    const points = clouds(100, 2);
    for (const [tries, most] of [
      [1, 4],
      [3, 5],
    ] as const) {
      const seeds = ownSeeding(plainSeeds(points, tries));
      let passes = 0;
      const counted: Seeding = {
        ...seeds,
        pass: (joined, tried) => {
          passes++;
          seeds.pass(joined, tried);
        },
      };
      plusPlusCenters(points, 5, new Rng(1), counted);
      expect(passes).toBe(most);
    }
  });
});

type Outcome = Pick<SeedBlocks, 'count' | 'readSum' | 'readNearest'>;

function readSums({ count, readSum }: Outcome, index: number): number[] {
  return Array.from({ length: count }, (_, block) => readSum(block, index));
}

function readNearest(blocks: Outcome, rows: number, index: number): Buffer {
  const nearest = new Float64Array(blocks.count * BLOCK_ROWS);
  for (let block = 0; block < blocks.count; block++) {
    blocks.readNearest(block, index, nearest.subarray(block * BLOCK_ROWS));
  }
  return toBytes(nearest.slice(0, rows));
}

function toBytes(values: Float64Array): Buffer {
  return Buffer.from(values.buffer);
}

function computeTotal(blocks: Outcome, index: number): number {
  return readSums(blocks, index).reduce((all, sum) => all + sum, 0);
}
