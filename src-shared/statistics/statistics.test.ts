import { describe, expect, it } from 'vitest';
import { bcaInterval, bootstrapInterval } from './bootstrap';
import { correctedResampledT } from './corrected-t';
import { delong, midranks } from './delong';
import { friedman } from './friedman';
import { holm } from './holm';
import { mcnemarExact, pairedSharesInterval, signTest } from './mcnemar';
import { noncentralTLower, pairedPower, pairsNeeded } from './power';
import { ropeProbabilities } from './rope';
import { studentizedRangeQuantile, studentizedRangeUpper } from './studentized-range';

describe('the interval of paired shares', () => {
  it('is Agresti and Min’s', () => {
    // 1,600 people asked twice whether they approve: 944 and 880 did; by the formula, by hand.
    const both = { bothRight: 794, bothWrong: 570, onlyARight: 150, onlyBRight: 86, pValue: 0 };
    const { error, low, high } = pairedSharesInterval(both, 0.95);
    expect(error).toBeCloseTo(Math.sqrt(237 - 64 ** 2 / 1602) / 1602, 15);
    expect(low).toBeCloseTo(-64 / 1602 - 1.959963984540054 * error, 12);
    expect(high).toBeCloseTo(-64 / 1602 + 1.959963984540054 * error, 12);
    // Nothing apart: 1 / (n + 2).
    const none = pairedSharesInterval({ ...both, onlyARight: 0, onlyBRight: 0 }, 0.95);
    expect(none.error).toBeCloseTo(1 / 1366, 15);
    expect(none.high).toBeCloseTo(1.959963984540054 / 1366, 15);
  });
});

describe('the corrected resampled t test', () => {
  // Mean 2, sd 1; n = 3.
  const differences = [1, 2, 3];

  it('without a ratio is the paired t test', () => {
    const { t, df, error, pValue, low, high } = correctedResampledT(differences, 0);
    expect(error).toBeCloseTo(1 / Math.sqrt(3), 15);
    expect(t).toBeCloseTo(2 * Math.sqrt(3), 14);
    expect(df).toBe(2);
    // With 2 degrees of freedom p = 1 - t / sqrt(2 + t²): 1 - sqrt(12 / 14).
    expect(pValue).toBeCloseTo(1 - Math.sqrt(12 / 14), 14);
    // With 2 degrees of freedom the quantile of p is (2 p - 1) sqrt(2 / (4 p (1 - p))).
    const quantile = 0.95 * Math.sqrt(2 / 0.0975);
    expect(low).toBeCloseTo(2 - quantile / Math.sqrt(3), 12);
    expect(high).toBeCloseTo(2 + quantile / Math.sqrt(3), 12);
  });

  it('widens the error by the ratio of validation to training rows', () => {
    const { t, error } = correctedResampledT(differences, 1 / 2);
    expect(error).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 2), 15);
    expect(t).toBeCloseTo(2 / Math.sqrt(5 / 6), 14);
  });

  it('without spread is certain, and without any difference says nothing', () => {
    expect(correctedResampledT([0.1, 0.1, 0.1], 0.25)).toMatchObject({
      pValue: 0,
      t: Infinity,
      low: 0.1,
      high: 0.1,
    });
    expect(correctedResampledT([0, 0], 0.25)).toMatchObject({ pValue: 1, t: NaN, mean: 0 });
    expect(correctedResampledT([3], 0)).toMatchObject({ n: 1, mean: 3, pValue: NaN, low: NaN });
    expect(correctedResampledT([], 0)).toMatchObject({ n: 0, mean: NaN, pValue: NaN });
  });
});

describe('the region of practical equivalence', () => {
  it('shares out the posterior', () => {
    const test = correctedResampledT([1, 2, 3], 0);
    const { below, within, above, positive } = ropeProbabilities(test, 0);
    expect([below + above, within]).toEqual([1, 0]);
    // One-sided p of the t test.
    expect(positive).toBeCloseTo(1 - test.pValue / 2, 14);
    expect(above).toBeCloseTo(positive, 14);
    // The posterior is symmetric around its mean: half lies above it.
    expect(ropeProbabilities(test, 2).above).toBeCloseTo(0.5, 14);
  });

  it('without spread lies where the mean is', () => {
    const point = { mean: 0.02, error: 0, df: 4 };
    expect(ropeProbabilities(point, 0.01)).toEqual({ below: 0, within: 0, above: 1, positive: 1 });
    expect(ropeProbabilities(point, 0.02)).toMatchObject({ within: 1 });
    expect(ropeProbabilities({ ...point, mean: 0 }, 0.01)).toMatchObject({ within: 1, positive: 0.5 });
    expect(ropeProbabilities({ mean: 1, error: NaN, df: 0 }, 1).within).toBeNaN();
  });
});

describe('tests of right and wrong rows', () => {
  it('are exact', () => {
    // 2 (1 + 5) / 2^5; 2 / 2^5; certain ties.
    expect(signTest(1, 4)).toBeCloseTo(12 / 32, 15);
    expect(signTest(5, 0)).toBeCloseTo(2 / 32, 15);
    expect(signTest(3, 3)).toBe(1);
    expect(signTest(0, 0)).toBe(1);
  });

  it('count what one alone has right', () => {
    expect(mcnemarExact([1, 1, 0, 0, 0, 0, 0, 0], [1, 0, 1, 1, 1, 1, 1, 0])).toMatchObject({
      bothRight: 1,
      onlyARight: 1,
      onlyBRight: 5,
      bothWrong: 1,
      pValue: expect.closeTo((2 * (1 + 6)) / 64, 14) as number,
    });
  });
});

describe('DeLong’s test', () => {
  it('has areas and variance by their definition', () => {
    // A orders 3 of 4 pairs, B all of them.
    const found = delong([1, 1, 0, 0], [0.9, 0.4, 0.5, 0.1], [0.9, 0.8, 0.5, 0.1]);
    expect([found.aucA, found.aucB, found.difference]).toEqual([0.75, 1, 0.25]);
    // Placements differ by 0 and 0.5 for positives, 0.5 and 0 for negatives: variance 0.125 / 2 twice.
    expect(found.error).toBeCloseTo(Math.sqrt(0.125), 15);
    expect(found.z).toBeCloseTo(0.25 / Math.sqrt(0.125), 14);
  });

  it('of equal orders finds no difference, and of one class nothing', () => {
    const same = delong([1, 1, 0, 0], [4, 3, 2, 1], [8, 6, 4, 2]);
    expect(same).toMatchObject({ difference: 0, error: 0, pValue: 1 });
    expect(delong([1, 1], [1, 2], [2, 1]).aucA).toBeNaN();
    expect([...midranks([3, 1, 3, 2])]).toEqual([3.5, 1, 3.5, 2]);
  });
});

describe('the bootstrap', () => {
  const values = [1, 2, 3, 4, 10];
  const mean = (places: Int32Array): number =>
    places.reduce((sum, place) => sum + values[place]!, 0) / places.length;
  /** Goes through the rows in turn, from another one each time. */
  const inTurn = (): ((n: number) => number) => {
    let calls = 0;
    return (n) => (calls++ * 7 + Math.floor(calls / n)) % n;
  };

  it('interpolates the draws’ quantiles where nothing is biased or skewed', () => {
    const draws = Array.from({ length: 101 }, (_, i) => i);
    const { low, high } = bcaInterval(draws, [1, 2, 3], 50);
    expect(low).toBeCloseTo(2.5, 10);
    expect(high).toBeCloseTo(97.5, 10);
  });

  it('moves both ends to the side that the draws are short of', () => {
    const draws = Array.from({ length: 101 }, (_, i) => i);
    const { low, high } = bcaInterval(draws, [1, 2, 3], 70);
    expect(low).toBeGreaterThan(2.5);
    expect(high).toBeGreaterThan(97.5);
  });

  it('has the estimate of all rows, and is the same for the same draws', () => {
    const one = bootstrapInterval(5, mean, { integer: inTurn(), draws: 200 });
    expect(one.estimate).toBe(4);
    expect(one.low).toBeLessThan(4);
    expect(one.high).toBeGreaterThan(4);
    expect(one).toEqual(bootstrapInterval(5, mean, { integer: inTurn(), draws: 200 }));
  });

  it('is a point where all draws are equal, and nothing without draws', () => {
    expect(bcaInterval([2, 2, 2], [2, 2], 2)).toEqual({ low: 2, high: 2 });
    expect(bcaInterval([], [], 2)).toEqual({ low: NaN, high: NaN });
  });
});

describe('several models', () => {
  it('are adjusted as Holm says', () => {
    // 0.01 · 4, 0.02 · 3, max(0.06, 0.03 · 2), max(…, 0.5 · 1).
    const adjusted = holm([0.03, 0.01, 0.5, 0.02]);
    [0.06, 0.04, 0.5, 0.06].forEach((value, i) => {
      expect(adjusted[i]).toBeCloseTo(value, 15);
    });
    expect(holm([0.4, NaN, 0.9])).toEqual([0.8, NaN, 0.9]);
    expect(holm([])).toEqual([]);
  });

  it('are ranked within each block', () => {
    // One model is always best, one always worst: chi² = 12 / (4 · 3 · 4) (16 + 64 + 144) - 3 · 4 · 4 = 8.
    const blocks = [0, 1, 2, 3].map((shift) => [0.9 + shift, 0.8 + shift, 0.7 + shift]);
    const found = friedman(blocks, false);
    expect(found.meanRanks).toEqual([1, 2, 3]);
    expect(found.statistic).toBeCloseTo(8, 12);
    expect(found.pValue).toBeCloseTo(Math.exp(-4), 12);
    expect(friedman(blocks, true).meanRanks).toEqual([3, 2, 1]);
    // Demšar's table: q(0.05) of 3 models is 2.343.
    expect(found.criticalDifference).toBeCloseTo(2.343 * Math.sqrt(12 / 24), 2);
    expect(found.pairs[0]![2]!).toBeLessThan(0.05);
    expect(found.pairs[0]![1]!).toBeGreaterThan(0.05);
    expect(
      friedman(
        [
          [1, 1],
          [2, 2],
        ],
        true,
      ),
    ).toMatchObject({ statistic: 0, pValue: 1, meanRanks: [1.5, 1.5] });
  });

  it('have the studentized range of the tables', () => {
    expect(studentizedRangeQuantile(0.05, 2)).toBeCloseTo(1.959963984540054 * Math.SQRT2, 9);
    expect(studentizedRangeQuantile(0.05, 3)).toBeCloseTo(3.3145, 4);
    expect(studentizedRangeUpper(0, 3)).toBe(1);
    expect(studentizedRangeUpper(Infinity, 3)).toBe(0);
  });
});

describe('power', () => {
  it('of no effect is the level of the test', () => {
    expect(pairedPower(0, 10)).toBeCloseTo(0.05, 12);
    expect(noncentralTLower(0, 5, 1)).toBeCloseTo(0.15865525393145707, 12);
    expect(pairedPower(50, 10)).toBeCloseTo(1, 12);
  });

  it('tells how many pairs would do', () => {
    // Cohen's tables: an effect of 0.5 needs 34 pairs for 0.8.
    expect(pairsNeeded(0.5)).toBe(34);
    expect(pairsNeeded(0)).toBeNull();
    expect(pairsNeeded(NaN)).toBeNull();
    expect(pairsNeeded(Infinity)).toBe(2);
  });

  it('of folds has an end: repeats alone decide no small difference', () => {
    expect(pairsNeeded(0.5, 1 / 9)).toBeNull();
    expect(pairsNeeded(1.5, 1 / 9)).toBeGreaterThan(5);
  });
});
