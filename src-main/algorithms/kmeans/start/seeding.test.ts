import { describe, expect, it } from 'vitest';
import { present } from '../../../../src-shared/present';
import type { Points } from '../math';
import {
  countCandidates,
  ownSeeding,
  plainSeeds,
  plusPlusCenters,
  type SeedBlocks,
  type Seeding,
} from './seeding';
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

const shapes: [rows: number, width: number, candidates: number, weighted: boolean][] = [
  [1, 1, 2, false],
  [4095, 2, 3, false],
  [4097, 2, 0, true],
  [8193, 3, 4, true],
  [3001, 7, 0, false],
  [5001, 8, 2, false],
  [3001, 9, 6, true],
  [4501, 33, 5, false],
  [2000, 50, 0, true],
];

describe('the passes of k-means++', () => {
  it.each(shapes)(
    '%i x %i, %i candidates, weights %s: in WebAssembly to the bit as in plain loops, and right',
    (rows, width, candidates, weighted) => {
      const points = clouds(rows, width, weighted);
      const plain = plainSeeds(points, candidates);
      const fast = present(present(wasmBlocks(points, 40, false, candidates)).seeds);
      const rng = new Rng(3);
      for (let start = 0; start < 2; start++) {
        for (const each of [plain, fast]) each.begin();
        const centers: number[] = [];
        for (let pass = 0; pass < 6; pass++) {
          const center = points.values.slice(0, width).map((value) => value + rng.normal());
          const tried = Float64Array.from({ length: candidates * width }, () => 10 * rng.uniform());
          for (const each of [plain, fast]) ownSeeding(each).pass(center, tried);
          centers.push(...center);
          expect(Buffer.compare(toBytes(fast.nearest), toBytes(plain.nearest))).toBe(0);
          expect([...fast.sums]).toEqual([...plain.sums]);
          expect([...plain.nearest]).toEqual([...computeNearest(points, Float64Array.from(centers))]);
          for (let set = 0; set <= candidates; set++) {
            const own = set === 0 ? [] : tried.subarray((set - 1) * width, set * width);
            const nearest = computeNearest(points, Float64Array.from([...centers, ...own]));
            const sum = nearest.reduce((all, least, row) => all + (points.weights?.[row] ?? 1) * least, 0);
            expect(Math.abs(computeTotal(plain, set) / sum - 1)).toBeLessThan(1e-12);
          }
        }
      }
    },
  );
});

describe('plusPlusCenters', () => {
  it.each([
    [9001, 2, 12, true],
    [5001, 20, 9, false],
  ])('draws the same rows whatever makes the passes: %i x %i', (rows, width, k, weighted) => {
    const points = clouds(rows, width, weighted);
    for (const candidates of [0, countCandidates(points, k)]) {
      const fast = present(wasmBlocks(points, k, false, candidates));
      for (let seed = 0; seed < 5; seed++) {
        const centers = plusPlusCenters(points, k, new Rng(seed), ownSeeding(plainSeeds(points, candidates)));
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
      const centers = plusPlusCenters(points, 2, new Rng(seed), ownSeeding(plainSeeds(points, 0)));
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
    for (const [candidates, most] of [
      [0, 4],
      [3, 5],
    ] as const) {
      const seeds = ownSeeding(plainSeeds(points, candidates));
      let passes = 0;
      const counted: Seeding = {
        ...seeds,
        pass: (center, tried) => {
          passes++;
          seeds.pass(center, tried);
        },
      };
      plusPlusCenters(points, 5, new Rng(1), counted);
      expect(passes).toBe(most);
    }
  });
});

function computeTotal({ sums, candidates }: SeedBlocks, set: number): number {
  return sums.reduce((all, sum, i) => (i % (1 + candidates) === set ? all + sum : all), 0);
}

function toBytes(values: Float64Array): Buffer {
  return Buffer.from(values.slice().buffer);
}
