import { describe, expect, it } from 'vitest';
import { finish } from '../explore/slices';
import { Rng } from '../numeric/rng';
import {
  averagePrecision,
  macroAverage,
  precisionRecallAuc,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
  thinned,
  thresholdCounts,
  type ThresholdCounts,
} from './curves';

function computeCounts(scores: number[], truth: number[], weights?: number[]): ThresholdCounts {
  return finish(
    thresholdCounts(
      Float64Array.from(scores),
      (row) => truth[row] === 1,
      weights === undefined ? null : Float64Array.from(weights),
    ),
  );
}

/** Scores of a poor model with ties, and integer weights. */
function drawn(seed: number, rows: number): { scores: number[]; truth: number[]; weights: number[] } {
  const rng = new Rng(seed);
  const truth = Array.from({ length: rows }, () => (rng.uniform() < 0.3 ? 1 : 0));
  const scores = truth.map((value) => Math.round(12 * (rng.normal() + value)) / 12);
  return { scores, truth, weights: truth.map(() => rng.integer(4)) };
}

describe('the curves of scikit-learn’s example', () => {
  const counts = computeCounts([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);

  it('have a point at every score', () => {
    expect(counts).toEqual({
      thresholds: Float64Array.of(0.8, 0.4, 0.35, 0.1),
      truePositives: Float64Array.of(1, 1, 2, 2),
      falsePositives: Float64Array.of(0, 1, 1, 2),
      positives: 2,
      negatives: 2,
    });
    expect(rocCurve(counts)).toEqual({
      falsePositiveRate: Float64Array.of(0, 0, 0.5, 0.5, 1),
      truePositiveRate: Float64Array.of(0, 0.5, 0.5, 1, 1),
      thresholds: Float64Array.of(Infinity, 0.8, 0.4, 0.35, 0.1),
    });
    expect(precisionRecallCurve(counts)).toEqual({
      precision: Float64Array.of(0.5, 2 / 3, 0.5, 1, 1),
      recall: Float64Array.of(1, 1, 0.5, 0.5, 0),
      thresholds: Float64Array.of(0.1, 0.35, 0.4, 0.8),
    });
  });

  it('have its areas', () => {
    expect(rocAuc(counts)).toBe(0.75);
    expect(averagePrecision(counts)).toBeCloseTo(0.8333333333333333, 15);
    expect(precisionRecallAuc(counts)).toBeCloseTo(0.7916666666666666, 15);
  });
});

describe('areas', () => {
  it('are null where the class or the others are missing', () => {
    const none = computeCounts([0.1, 0.9], [0, 0]);
    expect([rocAuc(none), averagePrecision(none), precisionRecallAuc(none)]).toEqual([null, null, null]);
    const all = computeCounts([0.1, 0.9], [1, 1]);
    expect([rocAuc(all), averagePrecision(all)]).toEqual([null, 1]);
    expect(macroAverage([0.5, null, 1])).toBe(0.75);
    expect(macroAverage([null])).toBeNull();
  });

  it('of a score that is the same everywhere are chance', () => {
    const counts = computeCounts([0, -0, 0, 0], [1, 0, 0, 0]);
    expect(counts.thresholds).toHaveLength(1);
    expect([rocAuc(counts), averagePrecision(counts)]).toEqual([0.5, 0.25]);
  });

  it('leave out rows of weight 0 altogether', () => {
    const counts = computeCounts([0.9, 0.5, 0.4], [0, 1, 0], [0, 1, 2]);
    expect([...counts.thresholds]).toEqual([0.5, 0.4]);
    expect(rocAuc(counts)).toBe(1);
  });

  it.each([1, 2, 3])(
    'are the chance that a row of the class ranks higher, ties one half (seed %i)',
    (seed) => {
      const { scores, truth, weights } = drawn(seed, 150);
      let above = 0;
      let pairs = 0;
      scores.forEach((a, i) => {
        scores.forEach((b, j) => {
          if (truth[i] !== 1 || truth[j] !== 0) return;
          const weight = weights[i] * weights[j];
          pairs += weight;
          above += weight * (a > b ? 1 : a === b ? 0.5 : 0);
        });
      });
      expect(rocAuc(computeCounts(scores, truth, weights))).toBeCloseTo(above / pairs, 12);
    },
  );

  it.each([4, 5])('with weights are those of the rows as often (seed %i)', (seed) => {
    const { scores, truth, weights } = drawn(seed, 200);
    const again = scores.flatMap((_, i) => Array.from({ length: weights[i] }, () => i));
    const weighted = computeCounts(scores, truth, weights);
    const repeated = computeCounts(
      again.map((i) => scores[i]),
      again.map((i) => truth[i]),
    );
    expect(weighted).toEqual(repeated);
    expect(averagePrecision(weighted)).toBeCloseTo(averagePrecision(repeated) ?? NaN, 14);
  });
});

describe(thinned, () => {
  const rng = new Rng(9);
  const truth = Array.from({ length: 150_000 }, () => (rng.uniform() < 0.02 ? 1 : 0));
  const counts = computeCounts(
    truth.map((value) => rng.normal() + 1.5 * value),
    truth,
  );

  it('keeps few points of the same curve, the last, and the one that must stay', () => {
    const always = 77_777;
    const few = finish(thinned(counts, 500, always));
    expect(few.thresholds.length).toBeLessThanOrEqual(500);
    expect(few.thresholds).toContain(counts.thresholds[always]);
    expect(few.truePositives[few.truePositives.length - 1]).toBe(counts.positives);
    expect(few.falsePositives[few.falsePositives.length - 1]).toBe(counts.negatives);
    expect(rocAuc(few)).toBeCloseTo(rocAuc(counts) ?? NaN, 3);
    // Also in precision, which falls within the first few rows of so rare a class.
    expect(Math.abs((averagePrecision(few) ?? 0) - (averagePrecision(counts) ?? 1))).toBeLessThan(0.02);
  });

  it('leaves a short curve as it is', () => {
    const short = computeCounts([0.1, 0.4], [0, 1]);
    expect(finish(thinned(short, 2))).toBe(short);
  });
});
