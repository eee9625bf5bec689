import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../contract/trainer';
import { finish } from '../explore/slices';
import { fitLogisticRegression, logisticProbabilities } from '../logistic-regression';
import { Rng } from '../numeric/rng';
import { baselineData, learntRows, MOST_ROWS } from './baseline-data';
import { fitBaselines } from './fit-baselines';
import { forestOutputs, treeOutputs } from './forest';
import { logisticOutputs } from './logistic';
import { neighbourOutputs } from './neighbours';

/** Rows of one or two columns, the training rows first. */
function table(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  trainRows: number,
  classes: readonly string[] = [],
  weights: readonly number[] | null = null,
): TrainingData {
  const width = rows[0]?.length ?? 0;
  return {
    rows: rows.length,
    trainRows,
    width,
    features: Float64Array.from(rows.flat()),
    target: Float64Array.from(target),
    weights: weights === null ? null : Float64Array.from(weights),
    classes,
    featureNames: Array.from({ length: width }, (_, j) => `x${j}`),
    scaler: { kind: 'none', offset: Array(width).fill(0), scale: Array(width).fill(1) },
  };
}

/** Three clouds that overlap, three columns, the last of them noise. */
function clouds(rows: number, trainRows: number, classes = 3): TrainingData {
  const rng = new Rng(5);
  const target = Array.from({ length: rows }, (_, i) => i % classes);
  const points = target.map((own) => [own + rng.normal(), own * own * 0.5 + rng.normal(), rng.normal()]);
  return table(
    points,
    target,
    trainRows,
    Array.from({ length: classes }, (_, c) => `c${c}`),
  );
}

const learnt = (data: TrainingData): Int32Array => Int32Array.from({ length: data.trainRows }, (_, i) => i);

describe('data of baselines', () => {
  it('is standardised over the training rows alone', () => {
    // Mean 3 and standard deviation sqrt(8 / 3) of 1, 3, 5; the constant column is 0.
    const { features } = baselineData(
      table(
        [
          [1, 7],
          [3, 7],
          [5, 7],
          [100, 7],
        ],
        [0, 0, 0, 0],
        3,
      ),
      0,
    );
    const scale = Math.sqrt(8 / 3);
    expect([...features]).toEqual(
      [-2 / scale, 0, 0, 0, 2 / scale, 0, 97 / scale, 0].map((v) => expect.closeTo(v, 12)),
    );
  });

  it('draws from many rows, and leaves those without weight out', () => {
    const many = baselineData(clouds(MOST_ROWS + 900, MOST_ROWS + 500), 3);
    const drawn = learntRows(many, new Rng(1));
    expect(drawn).toHaveLength(MOST_ROWS);
    expect(new Set(drawn).size).toBe(MOST_ROWS);
    expect(Math.max(...drawn)).toBeLessThan(MOST_ROWS + 500);
    const weighted = table([[1], [2], [3], [4]], [0, 0, 0, 0], 3, [], [1, 0, 2, 1]);
    expect([...learntRows(baselineData(weighted, 0), new Rng(1))]).toEqual([0, 2]);
  });
});

describe('nearest neighbours', () => {
  it('are asked for the shares of the classes among the five nearest', () => {
    const rows = [[0], [1], [2], [3], [4], [10], [11], [1.1]];
    const data = baselineData(table(rows, [0, 0, 1, 1, 0, 1, 1, 0], 7, ['a', 'b']), 2);
    // The five nearest of 1.1 are 1, 2, 0, 3 and 4: classes 0, 1, 0, 1, 0.
    expect([...finish(neighbourOutputs(data, learnt(table(rows, [], 7))))]).toEqual([
      expect.closeTo(0.6, 12),
      expect.closeTo(0.4, 12),
    ]);
  });

  it('give the mean of numbers, and take the first rows of equal ones', () => {
    const rows = [...Array.from({ length: 8 }, () => [1]), [5], [1]];
    const data = baselineData(table(rows, [1, 2, 3, 4, 5, 60, 70, 80, 90, 0], 9), 0);
    expect(finish(neighbourOutputs(data, learnt(table(rows, [], 9))))[0]).toBeCloseTo(3, 12);
  });
});

describe('a tree', () => {
  it('splits where the Gini impurity falls the most, halfway between two values', () => {
    // Only x between 2 and 3 tells the classes apart; 2.4 lies left of 2.5, 2.6 right of it.
    const rows = [[0], [1], [2], [3], [4], [2.4], [2.6]];
    const data = baselineData(table(rows, [0, 0, 0, 1, 1, 0, 1], 5, ['a', 'b']), 2);
    expect([...finish(treeOutputs(data, learnt(table(rows, [], 5)), new Rng(1)))]).toEqual([1, 0, 0, 1]);
  });

  it('counts rows by their weights', () => {
    // Two equal rows of two classes: three quarters of the weight is of the second.
    const data = baselineData(table([[1], [1], [1]], [0, 1, 0], 2, ['a', 'b'], [1, 3, 1]), 2);
    expect([...finish(treeOutputs(data, Int32Array.of(0, 1), new Rng(1)))]).toEqual([0.25, 0.75]);
  });

  it('of numbers knows its training rows by heart, and gives equal rows their mean', () => {
    const rows = [[1], [2], [2], [7], [1], [2], [7]];
    const data = baselineData(table(rows, [1e6 + 1, 1e6 + 2, 1e6 + 4, 1e6 + 9, 0, 0, 0], 4), 0);
    expect([...finish(treeOutputs(data, Int32Array.of(0, 1, 2, 3), new Rng(1)))]).toEqual([
      1e6 + 1,
      1e6 + 3,
      1e6 + 9,
    ]);
  });
});

describe('a forest', () => {
  const data = baselineData(clouds(400, 300), 3);
  const rows = Int32Array.from({ length: 300 }, (_, i) => i);
  const grow = (seed: number): Float64Array => finish(forestOutputs(data, rows, new Rng(seed)));

  it('is the same of one seed, and another of another', () => {
    expect(grow(3)).toEqual(grow(3));
    expect(grow(3)).not.toEqual(grow(4));
  });

  it('answers with probabilities', () => {
    const outputs = grow(1);
    for (let row = 0; row < 100; row++) {
      const own = outputs.subarray(row * 3, row * 3 + 3);
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('logistic regression', () => {
  it.each([2, 3, 4])('of %i classes is where Newton’s steps end', (classes) => {
    const given = clouds(600, 500, classes);
    const weighted = { ...given, weights: Float64Array.from({ length: 600 }, (_, i) => i % 5) };
    const data = baselineData(weighted, classes);
    const { features, target, width, weights } = data;
    const work = fitLogisticRegression(
      { features, rows: 500, width, weights, target, classes },
      { penalty: 'l2', C: 1 },
    );
    let slice = work.next();
    while (slice.done !== true) slice = work.next();
    const newton = slice.value;
    const expected = logisticProbabilities(
      { classes, coef: newton.scaledCoef, intercept: newton.scaledIntercept },
      features.subarray(500 * width),
      100,
    );
    const outputs = finish(logisticOutputs(data));
    const apart = outputs.map((value, i) => Math.abs(value - (expected[i] ?? NaN)));
    expect(Math.max(...apart)).toBeLessThan(2e-3);
  });
});

describe('all baselines', () => {
  it('are given the training rows alone', () => {
    const given = clouds(300, 200);
    const target = given.target ?? new Float64Array(0);
    const other = { ...given, target: target.map((own, row) => (row < 200 ? own : (own + 1) % 3)) };
    expect(finish(fitBaselines(given, 3, 1))).toEqual(finish(fitBaselines(other, 3, 1)));
  });

  it('of classes and numbers are five, and the first is the most frequent class or the mean', () => {
    const classes = finish(fitBaselines(table([[1], [2], [4], [3]], [1, 1, 0, 0], 3, ['a', 'b']), 2, 1));
    expect(classes.map(({ id }) => id)).toEqual(['constant', 'linear', 'neighbours', 'tree', 'forest']);
    expect([...(classes[0]?.outputs ?? [])]).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12)]);
    const numbers = finish(
      fitBaselines(table([[1], [2], [3], [4]], [2, 4, 6, 0], 3, [], [1, 1, 2, 1]), 0, 1),
    );
    expect(numbers[0]?.outputs?.[0]).toBe(4.5);
    // 2 x, from which 4 gives 8.
    expect(numbers[1]?.outputs?.[0]).toBeCloseTo(8, 10);
  });
});
