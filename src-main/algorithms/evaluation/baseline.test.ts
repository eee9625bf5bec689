import { expect, it } from 'vitest';
import { toTrainingData } from '../../testing/data';
import { classBaseline, numberBaseline } from './baseline';

function result<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
const column = (count: number): number[][] => Array.from({ length: count }, (_, row) => [row]);

it('answers the most frequent class of the training rows, not of the validation rows', () => {
  const data = toTrainingData(column(8), [0, 1, 1, 2, 1, 2, 2, 2], 5, null, ['a', 'b', 'c']);
  expect(result(classBaseline(data, 3))).toEqual({
    class: 1,
    train: { accuracy: 3 / 5 },
    validation: { accuracy: 0 },
  });
  const alone = toTrainingData(column(4), [1, 0, 1, 0]);
  expect(result(classBaseline(alone, 2))).toEqual({ class: 0, train: { accuracy: 0.5 }, validation: null });
  const weighted = toTrainingData(column(4), [1, 0, 0, 1], 3, [5, 1, 2, 7]);
  expect(result(classBaseline(weighted, 2))).toEqual({
    class: 1,
    train: { accuracy: 5 / 8 },
    validation: { accuracy: 1 },
  });
});

it('answers the mean of the training rows', () => {
  // scikit-learn 1.9.1: DummyRegressor() fitted on 1, 2, 6 (mean 3); r2_score([4, 8], [3, 3]) = -2.25.
  const data = toTrainingData(column(5), [1, 2, 6, 4, 8], 3, null, []);
  const { mean, train, validation } = result(numberBaseline(data));
  expect(mean).toBe(3);
  expect(train.r2).toBe(0);
  expect(train.rootMeanSquaredError).toBeCloseTo(Math.sqrt(14 / 3), 14);
  expect(validation).toEqual({ r2: -2.25, meanAbsoluteError: 3, rootMeanSquaredError: Math.sqrt(13) });
});
