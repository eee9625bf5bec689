import type { Prediction } from '../../../src-shared/run/live/frames';
import type { ModelAnswers } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { dotFrom } from '../numeric/scaling';
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
  answerRows(context, scaled) {
    const predict = predictor(context, scaled);
    return (row) => ({ output: predict(row) });
  },
  answerColumns(context, scaled) {
    const predict = predictor(context, scaled);
    return { columns: ['output'], values: (row) => [predict(row)] };
  },
  explainAnswer: ({ target }: Context, _: Prediction) =>
    `The output is the intercept plus each feature times its coefficient${target === null ? '' : `, in units of "${target}"`}.`,
};

/** Predictions by row, of scaled rows: the coefficients on them keep their digits. */
function predictor({ state, featureNames }: Context, scaled: Float64Array): (row: number) => number {
  const { coef, intercept } = readLinearFunction(state);
  const width = featureNames.length;
  return (row) => dotFrom(intercept, coef, scaled, row * width);
}
