import { describe, expect, it } from 'vitest';
import { finish } from '../explore/slices';
import { Rng } from '../numeric/rng';
import {
  accuracy,
  balancedAccuracy,
  confusionMatrix,
  logLoss,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from './classification-metrics';
import { computeCrossEntropy, computeLogLoss } from '../numeric/log-loss';

const countMatrix = (
  truth: number[],
  predicted: number[],
  classes: number,
  weights?: number[],
): Float64Array =>
  finish(
    confusionMatrix(
      Float64Array.from(truth),
      Float64Array.from(predicted),
      classes,
      weights === undefined ? null : Float64Array.from(weights),
    ),
  );

describe('a confusion matrix', () => {
  it('counts rows by true and by predicted class, each by its weight', () => {
    expect([...countMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2], 3)]).toEqual([2, 0, 0, 0, 0, 1, 1, 0, 2]);
    expect([...countMatrix([0, 1, 1], [0, 0, 1], 2, [0.5, 2, 0])]).toEqual([0.5, 0, 2, 0]);
  });
});

describe('figures of a confusion matrix', () => {
  // scikit-learn's own example: [0, 1, 2, 0, 1, 2] taken for [0, 2, 1, 0, 0, 1].
  const three = countMatrix([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], 3);

  it('are those by hand', () => {
    expect(accuracy(three, 3)).toBeCloseTo(1 / 3, 14);
    expect(balancedAccuracy(three, 3)).toBeCloseTo(1 / 3, 14);
    const { perClass, macro, micro, weighted } = precisionRecallFscoreSupport(three, 3);
    expect(perClass[0]).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8, support: 2, predicted: 3 });
    expect(perClass[1]).toEqual({ precision: 0, recall: 0, f1: 0, support: 2, predicted: 2 });
    expect(macro.precision).toBeCloseTo(2 / 9, 14);
    expect(macro.f1).toBeCloseTo(0.8 / 3, 14);
    expect(micro.f1).toBeCloseTo(1 / 3, 14);
    expect(weighted).toEqual(macro);
  });

  it('balance unequal classes', () => {
    const two = countMatrix([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1], 2);
    expect(balancedAccuracy(two, 2)).toBeCloseTo(0.625, 14);
    expect(matthewsCorrelation(countMatrix([1, 1, 1, 0], [1, 0, 1, 1], 2), 2)).toBeCloseTo(-1 / 3, 14);
  });

  it('count a class that nothing was taken for as 0, and leave out one that does not occur', () => {
    const matrix = countMatrix([0, 0, 1], [0, 0, 0], 4);
    const { perClass, macro } = precisionRecallFscoreSupport(matrix, 4);
    expect(perClass[1]).toEqual({ precision: 0, recall: 0, f1: 0, support: 1, predicted: 0 });
    expect(macro).toEqual({ precision: 1 / 3, recall: 0.5, f1: 0.4 });
    expect(balancedAccuracy(matrix, 4)).toBe(0.5);
    expect(matthewsCorrelation(matrix, 4)).toBe(0);
  });

  it('are NaN without any rows', () => {
    expect(accuracy(new Float64Array(4), 2)).toBeNaN();
    expect(balancedAccuracy(new Float64Array(4), 2)).toBeNaN();
    expect(matthewsCorrelation(new Float64Array(4), 2)).toBeNaN();
  });

  it('of rows with weight 2 are those of the rows twice', () => {
    const rng = new Rng(3);
    const truth = Array.from({ length: 60 }, () => rng.integer(4));
    const predicted = truth.map((value) => (rng.uniform() < 0.6 ? value : rng.integer(4)));
    const weights = truth.map(() => rng.integer(3));
    const again = truth.flatMap((_, i) => Array.from({ length: weights[i] }, () => i));
    expect(countMatrix(truth, predicted, 4, weights)).toEqual(
      countMatrix(
        again.map((i) => truth[i]),
        again.map((i) => predicted[i]),
        4,
      ),
    );
  });

  it('are the same whatever the order of the classes', () => {
    const rng = new Rng(4);
    const truth = Array.from({ length: 200 }, () => rng.integer(3));
    const predicted = truth.map((value) => (rng.uniform() < 0.5 ? value : rng.integer(3)));
    const turned = (values: number[]): number[] => values.map((value) => (value + 1) % 3);
    const one = countMatrix(truth, predicted, 3);
    const other = countMatrix(turned(truth), turned(predicted), 3);
    expect(matthewsCorrelation(other, 3)).toBeCloseTo(matthewsCorrelation(one, 3), 12);
    expect(balancedAccuracy(other, 3)).toBeCloseTo(balancedAccuracy(one, 3), 12);
    expect(precisionRecallFscoreSupport(other, 3).weighted.f1).toBeCloseTo(
      precisionRecallFscoreSupport(one, 3).weighted.f1,
      12,
    );
  });
});

describe(computeCrossEntropy, () => {
  it('is Keras\u2019: at most -ln 1e-7, where the log loss of the same row is above', () => {
    expect(computeCrossEntropy(0)).toBeCloseTo(16.11809565095832, 12);
    expect(computeCrossEntropy(1)).toBeCloseTo(1.0000000494736474e-7, 18);
    expect(computeCrossEntropy(0.25)).toBe(computeLogLoss(0.25));
    expect(computeLogLoss(0)).toBeCloseTo(36.04365338911715, 12);
  });
});

describe(logLoss, () => {
  it('is the mean of -ln of the own class, by weight', () => {
    const probabilities = Float64Array.of(0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65);
    const truth = Float64Array.of(1, 0, 0, 1);
    expect(finish(logLoss(probabilities, truth, 2))).toBeCloseTo(0.21616187468057912, 14);
    expect(finish(logLoss(probabilities, truth, 2, Float64Array.of(0, 0, 1, 3)))).toBeCloseTo(
      -(Math.log(0.8) + 3 * Math.log(0.65)) / 4,
      14,
    );
  });

  it('of a sure and wrong model is finite, as in scikit-learn', () => {
    expect(finish(logLoss(Float64Array.of(1, 0), Float64Array.of(1), 2))).toBeCloseTo(36.04365338911715, 10);
  });
});
