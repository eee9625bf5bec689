import { describe, expect, it } from 'vitest';
import {
  calinskiHarabaszScore,
  daviesBouldinScore,
  silhouetteRows,
  silhouetteScore,
  silhouetteScores,
  type ScoredPoints,
} from './cluster-scores';
import { Rng } from '../../numeric/rng';

const line = (...values: number[]): ScoredPoints => ({
  values: Float64Array.from(values),
  rows: values.length,
  width: 1,
});

describe('cluster scores by hand', () => {
  // Two pairs on a line: means 1 and 11.
  const pairs = line(0, 2, 10, 12);
  const labels = Int32Array.of(0, 0, 1, 1);

  it('silhouette', () => {
    // a = 2 each; b = 11, 9, 9, 11.
    expect(silhouetteScore(pairs, labels)).toBeCloseTo((2 * (9 / 11) + 2 * (7 / 9)) / 4, 14);
    // The wrong way round: a = 10 or 12, b less.
    expect(silhouetteScore(pairs, Int32Array.of(0, 1, 0, 1))).toBeCloseTo(
      // Rows 0 and 10: a = 10, b = (2 + 12) / 2 = 7 and (8 + 2) / 2 = 5; rows 2 and 12 likewise.
      ((7 - 10) / 10 + (5 - 10) / 10) / 2,
      14,
    );
  });

  it('a row that is alone has the silhouette 0', () => {
    // Rows 0 and 2: a = 2, b = 10 and 8; row 10 is alone.
    expect(silhouetteScore(line(0, 2, 10), Int32Array.of(0, 0, 1))).toBeCloseTo((0.8 + 0.75) / 3, 14);
  });

  it('Calinski-Harabasz', () => {
    // Between: 2 * 25 * 2 = 100; within: 4; (100 / 1) / (4 / 2).
    expect(calinskiHarabaszScore(pairs, labels)).toBeCloseTo(50, 12);
    expect(calinskiHarabaszScore(line(3, 3, 7, 7), labels)).toBe(1);
  });

  it('Davies-Bouldin', () => {
    // s = 1 each, 10 apart.
    expect(daviesBouldinScore(pairs, labels)).toBeCloseTo(0.2, 14);
    expect(daviesBouldinScore(line(3, 3, 7, 7), labels)).toBe(0);
    // Three: (0,2), (10,12), (20,28): s 1, 1, 4; means 1, 11, 24. Worst: 5/23, 5/13, 5/13.
    expect(daviesBouldinScore(line(0, 2, 10, 12, 20, 28), Int32Array.of(0, 0, 1, 1, 2, 2))).toBeCloseTo(
      (5 / 23 + 5 / 13 + 5 / 13) / 3,
      14,
    );
  });

  it('are nothing of one cluster, or of one row each', () => {
    for (const score of [silhouetteScore, calinskiHarabaszScore, daviesBouldinScore]) {
      expect(score(pairs, Int32Array.of(0, 0, 0, 0))).toBeNaN();
      expect(score(pairs, Int32Array.of(0, 1, 2, 3))).toBeNaN();
    }
  });

  it('a number without rows is no cluster', () => {
    const gap = Int32Array.of(0, 0, 5, 5);
    expect(silhouetteScore(pairs, gap)).toBe(silhouetteScore(pairs, labels));
    expect(calinskiHarabaszScore(pairs, gap)).toBe(calinskiHarabaszScore(pairs, labels));
    expect(daviesBouldinScore(pairs, gap)).toBe(daviesBouldinScore(pairs, labels));
  });
});

describe('silhouettes', () => {
  const rng = new Rng(3);
  const points: ScoredPoints = {
    values: Float64Array.from({ length: 3 * 300 }, (_, i) => rng.normal() + 6 * (Math.floor(i / 3) % 3)),
    rows: 300,
    width: 3,
  };
  const labels = Int32Array.from({ length: 300 }, (_, row) => row % 3);

  it('of several labellings at once are those of each', () => {
    const other = labels.map((label) => Math.min(1, label));
    const all = Int32Array.from({ length: 300 }, (_, row) => row);
    const steps = silhouetteScores(points, all, [labels, other]);
    let next = steps.next();
    let reported = 0;
    while (next.done !== true) {
      expect(next.value).toBeGreaterThan(reported);
      reported = next.value;
      next = steps.next();
    }
    expect(reported).toBe(1);
    expect(next.value).toEqual([silhouetteScore(points, labels), silhouetteScore(points, other)]);
    expect(next.value[0]).toBeGreaterThan(0.6);
  });

  it('come from all rows up to the limit, and from as many drawn ones above it', () => {
    expect([...silhouetteRows(5, new Rng(1), 5)]).toEqual([0, 1, 2, 3, 4]);
    const drawn = silhouetteRows(1000, new Rng(1), 100);
    expect(drawn).toHaveLength(100);
    expect(new Set(drawn).size).toBe(100);
    expect([...drawn]).toEqual([...drawn].sort((a, b) => a - b));
    expect([...silhouetteRows(1000, new Rng(1), 100)]).toEqual([...drawn]);
    expect([...silhouetteRows(1000, new Rng(2), 100)]).not.toEqual([...drawn]);
  });

  it('stay from -1 to 1 for any labelling', () => {
    for (let seed = 0; seed < 20; seed++) {
      const draw = new Rng(seed);
      const random = Int32Array.from({ length: 300 }, () => draw.integer(2 + (seed % 5)));
      const score = silhouetteScore(points, random);
      expect(Math.abs(score)).toBeLessThanOrEqual(1);
    }
  });
});
