import type { Prediction } from '../../../src-shared/run/live/frames';
import type { ModelAnswers } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { dotFrom, scaleInto } from '../numeric/scaling';
import { readLinearFunction, readResult } from './model';

type Context = ModelContext<'linear-regression'>;

/**
 * Predictions of a linear regression: output = intercept + sum of coef_j x_j, in units of the target;
 * its picture is the coefficient table.
 */
export const linearRegressionAnswers: ModelAnswers<'linear-regression'> = {
  toTargetUnits: (_, state) => state,
  drawPicture: ({ state }) => ({
    kind: 'linear-regression',
    step: state.step,
    coefficients: readResult(state).coefficients,
  }),
  answerRows(context, raw) {
    const predict = predictor(context, raw);
    return (row) => ({ output: predict(row) });
  },
  answerColumns(context, raw) {
    const predict = predictor(context, raw);
    return { columns: ['output'], values: (row) => [predict(row)] };
  },
  explainAnswer: ({ target }: Context, _: Prediction) =>
    `The output is the intercept plus each feature times its coefficient${target === null ? '' : `, in units of "${target}"`}.`,
};

/** Predictions by row: the rows are scaled first, as the coefficients on scaled features keep their digits. */
function predictor({ state, scaler, featureNames }: Context, raw: Float64Array): (row: number) => number {
  const { coef, intercept } = readLinearFunction(state);
  const width = featureNames.length;
  const scaled = new Float64Array(width);
  return (row) => {
    scaleInto(raw.subarray(row * width, (row + 1) * width), scaler, scaled);
    return dotFrom(intercept, coef, scaled, 0);
  };
}
